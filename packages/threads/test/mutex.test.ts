import { makeContext } from "@byturns/context";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { mutex as spec } from "@byturns/spec/mutex";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Pool } from "../src/internal/pool.ts";
import { pool as poolOptions, runMutex, worker } from "../src/mutex.example.ts";
import { Mutex } from "../src/mutex.ts";
import type { tasks as served } from "../src/mutex.worker.ts";

const context = makeContext({ threads: 2 });
const pool = await Pool.start<typeof served>(worker, { context, ...poolOptions });
afterAll(() => pool.close());

// A gap on a thread takes real time: most schedules have none.
const input = fc.record({
  writers: fc.integer({ min: 1, max: 3 }),
  updates: fc.nat(6),
  gapMs: fc.nat(9).map((drawn) => (drawn === 0 ? 1 : 0)),
  guarded: fc.boolean(),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runMutex()", () => {
  it(
    "keeps its spec whatever the threads do, canceled or not",
    () => keepsSpecOnThreads(spec, runMutex, input, pool),
    schedulesTimeoutMs(),
  );

  it("loses unguarded updates", async () => {
    const { count } = await runMutex(
      { writers: 2, updates: 10, gapMs: 1, guarded: false, observe: false },
      context,
      pool,
    );
    expect(count).toBeLessThan(20);
  });
});

describe("Mutex.run()", () => {
  it("lets in one at a time, and continues after failures", async () => {
    const { cell } = new Mutex();
    let inside = 0;
    const use = async (_: unknown, i: number) => {
      await new Mutex(cell).run(async () => {
        expect(++inside).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
        if (i % 2 === 0) throw new RangeError("even");
      });
    };
    const settled = await Promise.allSettled(Array.from({ length: 6 }, use));
    expect(settled.map(({ status }) => status)).toEqual([
      ...["rejected", "fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"],
    ]);
    expect(new Mutex(cell).locked).toBe(false);
  });

  it("wakes the next when the one that it wakes has given up", async () => {
    const mutex = new Mutex();
    const controller = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = mutex.run(() => promise);
    const second = mutex.run(() => expect.unreachable(), { signal: controller.signal });
    const third = mutex.run(() => "third");
    controller.abort(new Error("enough"));
    await expect(second).rejects.toThrow("enough");
    resolve();
    await first;
    expect(await third).toBe("third");
    expect(mutex.locked).toBe(false);
  });
});
