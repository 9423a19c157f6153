import { makeContext } from "@byturns/context";
import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { semaphorePool as spec } from "@byturns/spec/semaphore-pool";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Pool } from "../src/internal/pool.ts";
import type { tasks as served } from "../src/internal/tasks.worker.ts";
import { pool as poolOptions, runSemaphorePool, worker } from "../src/semaphore-pool.example.ts";
import { Semaphore } from "../src/semaphore-pool.ts";

const pool = await Pool.start<typeof served>(worker, {
  context: makeContext({ threads: 2 }),
  ...poolOptions,
});
afterAll(() => pool.close());

// A pause on a thread takes real time: few tasks, and short.
const patience = fc.constantFrom(null, null, 1);
const input = fc.record({
  users: tasksInput(4, 0, 1).chain((tasks) =>
    fc.tuple(...tasks.map((task) => patience.map((giveUpMs) => ({ ...task, giveUpMs })))),
  ),
  permits: fc.integer({ min: 1, max: 3 }),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runSemaphorePool()", () => {
  it(
    "keeps its spec whatever the tasks' delays, canceled or not",
    () => keepsSpecOnThreads(spec, runSemaphorePool, input, pool),
    schedulesTimeoutMs(),
  );
});

describe("Semaphore.run()", () => {
  it("gives permits in the order of the calls, and has them back", async () => {
    const semaphore = new Semaphore(2);
    const entered: number[] = [];
    const use = async (_: unknown, i: number) => {
      await semaphore.run(async () => {
        entered.push(i);
        await new Promise((resolve) => setImmediate(resolve));
        if (i === 1) throw new Error("one");
      });
    };
    await Promise.allSettled(Array.from({ length: 5 }, use));
    expect(entered).toEqual([0, 1, 2, 3, 4]);
    expect(semaphore.free).toBe(2);
  });

  it.each([0, 1.5])("throws RangeError for %s permits", (permits) => {
    expect(() => new Semaphore(permits)).toThrow(RangeError);
  });
});
