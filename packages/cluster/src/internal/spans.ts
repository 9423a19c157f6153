// How a fiber says what it does: spans of Effect's own tracer, with the state as their attribute.
//
// `Effect.withSpan` costs 0.7 to 1.6 µs even where the tracer is disabled, so these ask the fiber first.
import * as Effect from "effect/Effect";
import * as References from "effect/References";

/** The effect computes, and holds its thread, as task `task`. */
export const running = (task: string) => during(task, "running");

/** The effect pauses without letting go of its thread, as task `task`. */
export const blocking = (task: string) => during(task, "blocking");

/** The fiber lets go of its thread and waits, as task `task`. */
export const waiting = (task: string) => during(task, "waiting");

const during =
  (task: string, state: "running" | "blocking" | "waiting") =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.withFiber((fiber) =>
      fiber.getRef(References.TracerEnabled) ? Effect.withSpan(self, task, { attributes: { state } }) : self,
    );
