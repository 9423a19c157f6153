// One fork: a fresh process that repeats one kind of step for a while and prints nanoseconds per step.
//
// A step is the smallest that an example puts a span around: one turn of the event loop, then a microsecond of
// computing. `plain` runs it without spans, `spanned` with spans that are not recorded; `again` is `plain` once more.

import { compute, makeContext } from "@byturns/context";
import { waiting } from "@byturns/fibers/internal/spans";
import * as Effect from "effect/Effect";
import * as References from "effect/References";

const [model, variant] = process.argv.slice(2) as [string, string];
const steps = 20_000;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const context = makeContext();

const onPromises = async (count: number) => {
  if (variant === "spanned") {
    for (let i = 0; i < count; i++) {
      await context.waiting("turn", turn());
      context.running("compute", () => compute(1, i));
    }
  } else {
    for (let i = 0; i < count; i++) {
      await turn();
      compute(1, i);
    }
  }
};

const fiberTurn = Effect.callback<void>((resume) => {
  setImmediate(() => resume(Effect.void));
});
const onFibers = (count: number) =>
  Effect.gen(function* () {
    // Created by the fiber, as in the examples.
    const fiberStep = variant === "spanned" ? fiberTurn.pipe(waiting("turn")) : fiberTurn;
    for (let i = 0; i < count; i++) {
      yield* fiberStep;
      compute(1, i);
    }
  }).pipe(Effect.provideService(References.TracerEnabled, false), Effect.runPromise);

const run = model === "fibers" ? onFibers : onPromises;
await run(steps);
const startMs = performance.now();
await run(steps);
console.log(((performance.now() - startMs) * 1e6) / steps);
