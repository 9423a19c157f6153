// An effect is forked and joined; then a generator that `Effect.gen` drives.
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";

export const run = () =>
  Effect.gen(function* () {
    const events = yield* Effect.forkChild(stepsOf((coroutine) => Effect.gen(coroutine))).pipe(
      Effect.flatMap(Fiber.join),
    );
    const generator = yield* Effect.forkChild(
      stepsOf((coroutine) => {
        const made = coroutine();
        return Effect.gen(() => made);
      }),
    ).pipe(Effect.flatMap(Fiber.join));
    return { events, generator };
  });

const stepsOf = (effectOf: (coroutine: () => Generator<Effect.Effect<void>, void>) => Effect.Effect<void>) =>
  Effect.gen(function* () {
    const events: string[] = [];
    const called = effectOf(function* () {
      events.push("begins");
      yield* Effect.yieldNow as Iterable<Effect.Effect<void>>;
      events.push("ends");
    });
    events.push("called");
    const spawned = yield* Effect.forkChild(called);
    events.push("spawned");
    yield* Fiber.join(spawned);
    events.push("awaited");
    return events;
  });
