import { type Asker, askersInput, scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { singleFlight as spec } from "@byturns/spec/single-flight";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runSingleFlight } from "../src/single-flight.example.ts";
import { SingleFlight } from "../src/single-flight.ts";

// A fiber can be cut short before it asks, while the call does all of its work: unless all calls pause. And a caller
// that leaves at once may leave before any other has called.
const input = fc.record({
  calls: tasksInput(3, 1, 5),
  callers: fc.nat(4),
  leavers: fc.nat(4),
  leaveMs: fc.integer({ min: 1, max: 5 }),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runSingleFlight()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runSingleFlight, input),
    schedulesTimeoutMs(),
  );
});

describe("SingleFlight.run()", () => {
  it(
    "makes one call per key at a time, answers every waiting caller, and cancels calls without callers",
    () =>
      fc.assert(
        fc.property(askersInput, scheduleSeed, (askers, seed) => {
          const flights = new SingleFlight<number, string>();
          const running = [0, 0];
          let twice = 0;
          let calls = 0;
          const call = (key: number) =>
            Effect.acquireUseRelease(
              Effect.sync(() => {
                running[key] = (running[key] ?? 0) + 1;
                if (running[key] > 1) twice += 1;
                return `call ${calls++} of ${key}`;
              }),
              (name) => Effect.as(Effect.sleep(3), name),
              () =>
                Effect.andThen(
                  Effect.sleep(1),
                  Effect.sync(() => {
                    running[key] = (running[key] ?? 0) - 1;
                  }),
                ),
            );
          const ask = ({ key, atMs, leaveAfterMs }: Asker) =>
            flights.run(key, call(key)).pipe(
              (waiting) =>
                leaveAfterMs === null
                  ? waiting
                  : Effect.timeoutOrElse(waiting, {
                      duration: leaveAfterMs,
                      orElse: () => Effect.succeed(`left ${key}`),
                    }),
              Effect.delay(atMs),
            );
          const exit = withFiberSchedule(seed, () =>
            Effect.forEach(askers, ask, { concurrency: "unbounded" }),
          );
          if (!Exit.isSuccess(exit)) throw new Error(`Ended with ${exit}`);
          expect(twice).toBe(0);
          expect([flights.size, ...running]).toEqual([0, 0, 0]);
          exit.value.forEach((answer, i) => {
            const { key, leaveAfterMs } = askers[i] as Asker;
            expect(answer).toMatch(
              new RegExp(leaveAfterMs === null ? `^call \\d+ of ${key}$` : `of ${key}$|^left ${key}$`),
            );
          });
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("makes another call when the last has ended, and gives its failure to all callers", () => {
    const exit = withFiberSchedule(1, () =>
      Effect.gen(function* () {
        const flights = new SingleFlight<string, number, string>();
        const failed = yield* Effect.all(
          [1, 2].map(() => Effect.exit(flights.run("a", Effect.delay(Effect.fail("one"), 1)))),
          { concurrency: 2 },
        );
        return [...failed, yield* flights.run("a", Effect.succeed(2)), flights.size];
      }),
    );
    expect(exit).toEqual(Exit.succeed([Exit.fail("one"), Exit.fail("one"), 2, 0]));
  });
});
