// lazy-or-eager on fibers.
//
// Start: a call returns an effect, which is a value; it runs in the fiber that awaits it, or in one that is forked, which
// begins when its parent yields. Cancel: a fiber is interrupted with its parent, even before it has begun. Fail: errors are
// typed; this effect cannot fail. Cost: nothing until it runs; then one fiber if it is forked.
import type { LazyOrEagerEvent, LazyOrEagerInput, LazyOrEagerOutput } from "@byturns/spec/lazy-or-eager";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import { waiting } from "./internal/spans.ts";

/** Takes the steps with an effect, and then with a generator that `Effect.gen` drives. */
export const lazyOrEager = Effect.fnUntraced(function* (
  input: LazyOrEagerInput,
): Effect.fn.Return<LazyOrEagerOutput> {
  // Each in a fiber of its own, with which everything that it forked comes to an end.
  const events = yield* Effect.forkChild(coroutineEvents(input)).pipe(Effect.flatMap(Fiber.join));
  const generator = yield* Effect.forkChild(generatorEvents(input)).pipe(Effect.flatMap(Fiber.join));
  return { events, generator };
});

const coroutineEvents = Effect.fnUntraced(function* ({ steps }: LazyOrEagerInput) {
  const events: LazyOrEagerEvent[] = [];
  const coroutine = Effect.fnUntraced(function* () {
    events.push("begins");
    yield* Effect.yieldNow.pipe(waiting("coroutine"));
    events.push("ends");
  });
  let called: Effect.Effect<void> | undefined;
  let spawned: Fiber.Fiber<void> | undefined;
  for (const step of steps) {
    if (step === "call") called = coroutine();
    else if (step === "spawn" && called !== undefined) spawned = yield* Effect.forkChild(called);
    else if (step === "turn") yield* turn;
    else if (step === "await" && called !== undefined) yield* spawned ? Fiber.join(spawned) : called;
    events.push(after[step]);
  }
  return events;
});

const generatorEvents = Effect.fnUntraced(function* ({ steps }: LazyOrEagerInput) {
  const events: LazyOrEagerEvent[] = [];
  function* coroutine() {
    events.push("begins");
    yield* Effect.yieldNow.pipe(waiting("generator"));
    events.push("ends");
  }
  let called: Effect.Effect<void> | undefined;
  let spawned: Fiber.Fiber<void> | undefined;
  for (const step of steps) {
    if (step === "call") called = drive(coroutine());
    else if (step === "spawn" && called !== undefined) spawned = yield* Effect.forkChild(called);
    else if (step === "turn") yield* turn;
    else if (step === "await" && called !== undefined) yield* spawned ? Fiber.join(spawned) : called;
    events.push(after[step]);
  }
  return events;
});

/** The effect that runs a generator to its end, and each effect that it yields; once. */
const drive = (coroutine: Generator<Effect.Effect<void>, void>): Effect.Effect<void> =>
  Effect.gen(() => coroutine);

/** Yields twice: once for a fiber to begin, and once for it to resume after its own yield. */
const turn = Effect.yieldNow.pipe(waiting("caller"), Effect.andThen(Effect.yieldNow.pipe(waiting("caller"))));

const after = { call: "called", spawn: "spawned", turn: "turned", await: "awaited" } as const;
