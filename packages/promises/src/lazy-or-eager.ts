// lazy-or-eager on promises.
//
// Start: a call begins at once and runs up to its first await; nothing is left to spawn. Cancel: a promise cannot be
// stopped; here it is awaited before the caller returns. Fail: the rejection reaches the awaiting caller. Cost: one
// promise per call; a generator costs nothing until it is driven, and then a promise for its driver.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { LazyOrEagerEvent, LazyOrEagerInput, LazyOrEagerOutput } from "@byturns/spec/lazy-or-eager";

/** Takes the steps with an async function, and then with a generator. Rejects when the context's signal is aborted. */
export async function lazyOrEager(
  input: LazyOrEagerInput,
  context: ExampleContext,
): Promise<LazyOrEagerOutput> {
  return { events: await coroutineEvents(input, context), generator: await generatorEvents(input, context) };
}

async function coroutineEvents(
  { steps }: LazyOrEagerInput,
  context: ExampleContext,
): Promise<LazyOrEagerEvent[]> {
  const events: LazyOrEagerEvent[] = [];
  const coroutine = async () => {
    events.push("begins");
    await context.waiting("coroutine", nextTurn());
    events.push("ends");
  };
  let called: Promise<void> | undefined;
  try {
    for (const step of steps) {
      context.signal.throwIfAborted();
      if (step === "call") called = coroutine();
      else if (step === "turn") await turn(context);
      else if (step === "await") await called;
      events.push(after[step]);
    }
  } finally {
    await called;
  }
  return events;
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
