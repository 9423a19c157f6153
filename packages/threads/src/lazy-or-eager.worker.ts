// The thread's side of lazy-or-eager: a task that begins, yields once, and ends; and the generator that does the same.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { LazyOrEagerEvent, LazyOrEagerInput } from "@byturns/spec/lazy-or-eager";
import { serve } from "./internal/serve.ts";
import type { Numbers } from "./lazy-or-eager.ts";

export const tasks = { coroutine, generatorEvents };
const numbers = serve(tasks) as Numbers;

/** An event, and its place among those of all threads. */
export interface Numbered {
  readonly event: LazyOrEagerEvent;
  readonly number: number;
}

async function coroutine(_: undefined, context: ExampleContext): Promise<Numbered[]> {
  const begins = Atomics.add(numbers, 0, 1);
  await context.waiting("coroutine", nextTurn());
  const ends = Atomics.add(numbers, 0, 1);
  return [
    { event: "begins", number: begins },
    { event: "ends", number: ends },
  ];
}

async function generatorEvents(
  { steps }: LazyOrEagerInput,
  context: ExampleContext,
): Promise<LazyOrEagerEvent[]> {
  const events: LazyOrEagerEvent[] = [];
  function* coroutine() {
    events.push("begins");
    yield context.waiting("generator", nextTurn());
    events.push("ends");
  }
  let called: Generator<Promise<void>, void> | undefined;
  let spawned: Promise<void> | undefined;
  try {
    for (const step of steps) {
      context.signal.throwIfAborted();
      if (step === "call") called = coroutine();
      else if (step === "spawn" && called !== undefined) spawned = drive(called);
      else if (step === "turn") await turn(context);
      else if (step === "await" && called !== undefined) await (spawned ?? drive(called));
      events.push(after[step]);
    }
  } finally {
    await spawned;
  }
  return events;
}

/** Runs a generator to its end, and waits for each promise that it yields. */
async function drive(coroutine: Generator<Promise<void>, void>): Promise<void> {
  for (const promise of coroutine) await promise;
}

/** Yields twice: once for a task to begin, and once for it to resume after its own yield. */
async function turn(context: ExampleContext): Promise<void> {
  for (let i = 0; i < 2; i++) await context.waiting("caller", nextTurn());
}

const after = { call: "called", spawn: "spawned", turn: "turned", await: "awaited" } as const;
