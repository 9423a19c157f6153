import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { semaphorePool as spec } from "@byturns/spec/semaphore-pool";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ResourcePool, runSemaphorePool, Semaphore } from "../src/semaphore-pool.ts";

const patience = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 6 }));
const input = fc.record({
  // A fiber can be cut short before it counts as running, while another does all of its work: unless all pause.
  users: tasksInput(7, 1).chain((tasks) =>
    fc.tuple(...tasks.map((task) => patience.map((giveUpMs) => ({ ...task, giveUpMs })))),
  ),
  permits: fc.integer({ min: 1, max: 3 }),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runSemaphorePool()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runSemaphorePool, input),
    schedulesTimeoutMs(),
  );
});

describe("Semaphore.run()", () => {
  it(
    "gives permits in the order of asking",
    () =>
      fc.assert(
        fc.property(fc.array(fc.nat(9), { maxLength: 6 }), scheduleSeed, (holdsMs, seed) => {
          // With a second permit two could be given theirs, and cut short before they are seen.
          const semaphore = new Semaphore(1);
          const entered: number[] = [];
          const use = (ms: number, i: number) => {
            const enter = Effect.sync(() => void entered.push(i));
            // Asked in different milliseconds, so that no schedule can change the order.
            return Effect.andThen(Effect.sleep(i), semaphore.run(Effect.andThen(enter, Effect.sleep(ms))));
          };
          const exit = withFiberSchedule(seed, () =>
            Effect.forEach(holdsMs, use, { concurrency: "unbounded", discard: true }),
          );
          expect(exit).toEqual(Exit.void);
          expect(entered).toEqual(holdsMs.map((_, i) => i));
          expect(semaphore.free).toBe(1);
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it.each([0, -1, 1.5, Number.NaN])("throws RangeError for %s permits", (permits) => {
    expect(() => new Semaphore(permits)).toThrow(
      new RangeError(`Cannot give out ${permits} permits: permits must be an integer >= 1`),
    );
  });
});

describe("ResourcePool.use()", () => {
  it("lends the resource used last, whose user failed", () => {
    const pool = new ResourcePool(["a", "b"]);
    const program = Effect.all([
      Effect.exit(pool.use((resource) => Effect.fail(resource))),
      pool.use((resource) => pool.use((other) => Effect.succeed([resource, other]))),
    ]);
    expect(withFiberSchedule(1, () => program)).toEqual(Exit.succeed([Exit.fail("b"), ["b", "a"]]));
    expect(pool.free).toBe(2);
  });
});
