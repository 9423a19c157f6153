// lazy-or-eager on threads.
//
// Start: a call posts a task, which begins as soon as a thread has received it, whatever the caller does meanwhile;
// nothing is left to spawn. Cancel: by a message, received where the task yields. Fail: the failure comes back as data
// and is rebuilt. Cost: a message each way per call. A generator cannot be posted: it is called and driven on one
// thread.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { LazyOrEagerEvent, LazyOrEagerInput, LazyOrEagerOutput } from "@byturns/spec/lazy-or-eager";
import type { Pool } from "./internal/pool.ts";
import type { Numbered, tasks } from "./lazy-or-eager.worker.ts";

export const worker = new URL("./lazy-or-eager.worker.ts", import.meta.url);

/** Drawn from on both threads, so that events stand in the order in which they really happened. */
export type Numbers = Int32Array<SharedArrayBuffer>;

export const pool = { memory: (): Numbers => new Int32Array(new SharedArrayBuffer(4)) };

/** Takes the steps with a task of the pool, and then with a generator. Rejects when the context's signal is aborted. */
export async function lazyOrEager(
  input: LazyOrEagerInput,
  context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<LazyOrEagerOutput> {
  return {
    events: await coroutineEvents(input, context, pool),
    generator: await pool.run("generatorEvents", input),
  };
}

async function coroutineEvents(
  { steps }: LazyOrEagerInput,
  context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<LazyOrEagerEvent[]> {
  const numbers = pool.memory as Numbers;
  numbers.fill(0);
  const events: Numbered[] = [];
  let called: Promise<Numbered[]> | undefined;
  try {
    for (const step of steps) {
      context.signal.throwIfAborted();
      if (step === "call") {
        called = pool.run("coroutine", undefined);
        // It may fail before it is awaited.
        called.catch(() => {});
      } else if (step === "turn") await turn(context);
      else if (step === "await") await called;
      events.push({ event: after[step], number: Atomics.add(numbers, 0, 1) });
    }
  } finally {
    await Promise.allSettled([called]);
  }
  events.push(...((await called) ?? []));
  return events.sort((a, b) => a.number - b.number).map(({ event }) => event);
}

/** Yields twice, as in the other models; how far another thread gets meanwhile depends on the machine. */
async function turn(context: ExampleContext): Promise<void> {
  for (let i = 0; i < 2; i++) await context.waiting("caller", nextTurn());
}

const after = { call: "called", spawn: "spawned", turn: "turned", await: "awaited" } as const;
