import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { gracefulShutdown as spec } from "@byturns/spec/graceful-shutdown";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runGracefulShutdown } from "../src/graceful-shutdown.example.ts";
import { Service, ShuttingDown, WorkCut } from "../src/graceful-shutdown.ts";

const input = fc.record({
  jobs: tasksInput(6, 0, 9).chain((tasks) =>
    fc.tuple(...tasks.map((task) => fc.nat(9).map((atMs) => ({ ...task, atMs })))),
  ),
  stopAtMs: fc.nat(9),
  graceMs: fc.nat(9),
  forceAtMs: fc.oneof(fc.constant(null), fc.nat(15)),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runGracefulShutdown()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runGracefulShutdown, input),
    schedulesTimeoutMs(),
  );
});

describe("Service", () => {
  const job = fc.record({ workMs: fc.nat(9), cleanupMs: fc.nat(2) });

  it(
    "cuts at the grace or the second call, and ends when every cleanup is over",
    () =>
      fc.assert(
        fc.property(
          fc.array(job, { maxLength: 5 }),
          fc.record({
            graceMs: fc.nat(6),
            forceMs: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 6 })),
          }),
          scheduleSeed,
          (jobs, { graceMs, forceMs }, seed) => {
            const service = new Service();
            const cutAtMs = 1 + Math.min(graceMs, forceMs ?? Infinity);
            let inside = 0;
            const program = Effect.gen(function* () {
              const send = ({ workMs, cleanupMs }: (typeof jobs)[number]) =>
                service.run(
                  Effect.acquireUseRelease(
                    Effect.sync(() => void inside++),
                    () => Effect.sleep(workMs),
                    () =>
                      Effect.andThen(
                        Effect.sleep(cleanupMs),
                        Effect.sync(() => void inside--),
                      ),
                  ),
                );
              const stop = Effect.map(
                Effect.andThen(Effect.sleep(1), service.shutdown({ graceMs })),
                ({ cut }) => ({
                  cut,
                  inside,
                }),
              );
              const force =
                forceMs === null
                  ? Effect.void
                  : Effect.andThen(Effect.sleep(1 + forceMs), service.shutdown());
              const sent = Effect.forEach(jobs, (job) => Effect.exit(send(job)), {
                concurrency: "unbounded",
              });
              return yield* Effect.all([sent, stop, force], { concurrency: "unbounded" });
            });
            const exit = withFiberSchedule(seed, () => program);
            if (!Exit.isSuccess(exit)) throw new Error(`Ended with ${exit}`);
            const [exits, left] = exit.value;
            exits.forEach((exit, i) => {
              const { workMs = 0, cleanupMs = 0 } = jobs[i] ?? {};
              if (workMs + cleanupMs < cutAtMs) expect(exit).toEqual(Exit.void);
              if (workMs > cutAtMs) expect(exit).toEqual(Exit.fail(new WorkCut()));
            });
            expect(left).toEqual({ cut: exits.filter(Exit.isFailure).length, inside: 0 });
            const late = withFiberSchedule(seed, () => service.run(Effect.void));
            expect(late).toEqual(Exit.fail(new ShuttingDown()));
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("dies of a TypeError at once when a task of the same service would wait for its own end", () => {
    const wrong = new TypeError(
      "Cannot shut down from a task of the same service: the shutdown would wait for the task that waits for it",
    );
    const program = Effect.gen(function* () {
      const [service, other] = [new Service(), new Service()];
      const inside = yield* Effect.exit(service.run(service.shutdown()));
      const deeper = yield* Effect.exit(
        service.run(other.run(Effect.forkChild(service.shutdown()).pipe(Effect.flatMap(Fiber.join)))),
      );
      // Nothing was shut down, and another service may be.
      const still = yield* service.run(Effect.succeed("runs"));
      const across = yield* service.run(other.shutdown());
      return { inside, deeper, still, across, after: yield* service.shutdown() };
    });
    for (const seed of [1, 2, 3, 4]) {
      expect(withFiberSchedule(seed, () => program)).toEqual(
        Exit.succeed({
          inside: Exit.die(wrong),
          deeper: Exit.die(wrong),
          still: "runs",
          across: { cut: 0 },
          after: { cut: 0 },
        }),
      );
    }
  });

  it("dies of a RangeError for a grace that is out of bounds", () => {
    expect(withFiberSchedule(1, () => new Service().shutdown({ graceMs: -1 }))).toEqual(
      Exit.die(new RangeError("Cannot wait -1 ms: graceMs must be from 0 to 2147483647, or Infinity")),
    );
  });
});
