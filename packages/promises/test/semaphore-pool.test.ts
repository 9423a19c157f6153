import { setTimeout as pause } from "node:timers/promises";
import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { semaphorePool as spec } from "@byturns/spec/semaphore-pool";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playSemaphorePool, ResourcePool, Semaphore } from "../src/semaphore-pool.ts";

const patience = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 6 }));
const input = fc.record({
  users: tasksInput(7).chain((tasks) =>
    fc.tuple(...tasks.map((task) => patience.map((giveUpMs) => ({ ...task, giveUpMs })))),
  ),
  permits: fc.integer({ min: 1, max: 3 }),
});

describe("playSemaphorePool()", () => {
  it(
    "keeps its spec on every schedule, cancelled or not",
    () => keepsSpecInVirtualTime(spec, playSemaphorePool, input),
    schedulesTimeoutMs(),
  );
});

describe("Semaphore.run()", () => {
  const user = fc.record({
    asksMs: fc.nat(3),
    holdsMs: fc.nat(3),
    givesUpMs: fc.oneof(fc.constant(null), fc.nat(8)),
  });

  it(
    "gives permits in the order of asking, and has all of them back",
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(user, { maxLength: 6 }),
          fc.integer({ min: 1, max: 3 }),
          scheduleSeed,
          (users, permits, seed) =>
            inVirtualTime(seed, async (schedule) => {
              const semaphore = new Semaphore(permits);
              const asked: number[] = [];
              const entered: number[] = [];
              let inside = 0;
              const use = async ({ asksMs, holdsMs, givesUpMs }: (typeof users)[number], i: number) => {
                const { signal } = schedule.signal(givesUpMs ?? undefined, "enough");
                await pause(asksMs);
                await schedule.shuffle();
                asked.push(i);
                const held = semaphore.run(
                  async () => {
                    entered.push(i);
                    expect(++inside).toBeLessThanOrEqual(permits);
                    await pause(holdsMs);
                    await schedule.shuffle();
                    inside -= 1;
                  },
                  { signal },
                );
                await held.catch((error) => expect(error).toBe("enough"));
              };
              await Promise.all(users.map(use));
              expect(entered).toEqual(asked.filter((i) => entered.includes(i)));
              expect(semaphore.free).toBe(permits);
            }),
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("takes the permit back from a task that throws before it returns a promise", async () => {
    const semaphore = new Semaphore(1);
    const thrown = semaphore.run(() => {
      throw new Error("thrown");
    });
    await expect(thrown).rejects.toThrow("thrown");
    expect(semaphore.free).toBe(1);
  });

  it.each([0, -1, 1.5, Number.NaN])("throws RangeError for %s permits", (permits) => {
    expect(() => new Semaphore(permits)).toThrow(
      new RangeError(`Cannot give out ${permits} permits: permits must be an integer >= 1`),
    );
  });
});

describe("ResourcePool.use()", () => {
  it("lends the resource used last, whose user failed", async () => {
    const pool = new ResourcePool(["a", "b"]);
    const failed = pool.use((resource) => {
      throw new Error(resource);
    });
    await expect(failed).rejects.toThrow("b");
    expect(await Promise.all([pool.use((resource) => resource), pool.use((resource) => resource)])).toEqual([
      ...["b", "a"],
    ]);
    expect(pool.free).toBe(2);
  });

  it("throws RangeError without a resource", () => {
    expect(() => new ResourcePool([])).toThrow(RangeError);
  });
});
