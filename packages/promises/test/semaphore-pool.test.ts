import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { type Permits, permitsProperties } from "@byturns/schedules/properties/permits";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { semaphorePool as spec } from "@byturns/spec/semaphore-pool";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runSemaphorePool } from "../src/semaphore-pool.example.ts";
import { ResourcePool, Semaphore } from "../src/semaphore-pool.ts";

const patience = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 6 }));
const input = fc.record({
  users: tasksInput(7).chain((tasks) =>
    fc.tuple(...tasks.map((task) => patience.map((giveUpMs) => ({ ...task, giveUpMs })))),
  ),
  permits: fc.integer({ min: 1, max: 3 }),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runSemaphorePool()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runSemaphorePool, input),
    schedulesTimeoutMs(),
  );
});

describe("Semaphore.run()", () => {
  const make = (permits: number) => {
    const semaphore = new Semaphore(permits);
    const run: Permits["run"] = (task, options) => semaphore.run(task, options);
    return { run, idle: () => semaphore.free === permits };
  };

  it.each(permitsProperties(make).map((property) => [property.name, property] as const))(
    "%s",
    (_, property) => property.holds(),
    schedulesTimeoutMs(),
  );

  it("lets no call overtake one that was granted a permit, although another is free", async () => {
    const semaphore = new Semaphore(2);
    const entered: string[] = [];
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const both = [semaphore.run(() => first.promise), semaphore.run(() => second.promise)];
    const waits = semaphore.run(() => entered.push("waits"));
    first.resolve();
    second.resolve();
    let comes: Promise<unknown> | undefined;
    // Calls in each of the microtasks until the other call has resumed.
    while (comes === undefined) {
      await null;
      if (semaphore.free > 0) comes = semaphore.run(() => entered.push("comes"));
    }
    await Promise.all([...both, waits, comes]);
    expect(entered).toEqual(["waits", "comes"]);
    expect(semaphore.free).toBe(2);
  });

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
