// Fibers run in steps until a timer fires or the cap is reached.
import { compute } from "@byturns/context";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";

interface Input {
  readonly tasks: number;
  readonly units: number;
  readonly timerMs: number;
  readonly capMs: number;
}

export const run = ({ tasks, units, timerMs, capMs }: Input) =>
  Effect.gen(function* () {
    const turns = Array.from({ length: tasks }, () => 0);
    const beganMs = performance.now();
    let firedAtMs: number | undefined;
    let starved = false;
    let overdueTurns = 0;
    const timer = Effect.map(Effect.sleep(timerMs), () => {
      firedAtMs = performance.now() - beganMs;
      return firedAtMs;
    });
    const task = Effect.fnUntraced(function* (_: unknown, index: number) {
      const turn = Effect.sync(() => compute(units, index));
      for (;;) {
        turns[index] = (turns[index] ?? 0) + 1;
        yield* turn;
        if (firedAtMs !== undefined) return;
        const atMs = performance.now() - beganMs;
        if (atMs >= capMs) {
          starved = true;
          return;
        }
        if (atMs > timerMs + 2) overdueTurns += 1;
      }
    });
    const fired = yield* Effect.forkChild(timer, { startImmediately: true });
    yield* Effect.forEach(turns, task, { concurrency: "unbounded", discard: true });
    return { firedAtMs: yield* Fiber.join(fired), starved, turns, overdueTurns };
  });
