// A fiber beats while hogs compute in one piece.
import { compute } from "@byturns/context";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";

interface Input {
  readonly hogs: number;
  readonly steps: number;
  readonly unitsPerStep: number;
  readonly beats: number;
  readonly beatMs: number;
}

export const run = ({ hogs: count, steps, unitsPerStep, beats, beatMs }: Input) =>
  Effect.gen(function* () {
    const originMs = performance.now();
    const sinceOrigin = () => performance.now() - originMs;
    const delaysMs: number[] = [];
    const beat = Effect.gen(function* () {
      for (let dueMs = beatMs; dueMs <= beats * beatMs; dueMs += beatMs) {
        const leftMs = Math.ceil(dueMs - sinceOrigin());
        if (leftMs > 0) yield* Effect.sleep(leftMs);
        delaysMs.push(sinceOrigin() - dueMs);
      }
    });
    const hog = (_: unknown, index: number) =>
      Effect.sync(() => {
        const beganMs = sinceOrigin();
        const digest = compute(steps * unitsPerStep, index);
        return { beganMs, endedMs: sinceOrigin(), digest };
      });
    const beating = yield* Effect.forkChild(beat, { startImmediately: true });
    const hogs = yield* Effect.forEach(Array.from({ length: count }), hog, { concurrency: "unbounded" });
    yield* Fiber.join(beating);
    return { delaysMs, hogs };
  });
