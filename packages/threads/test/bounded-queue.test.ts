import { makeContext } from "@byturns/context";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { boundedQueue as spec } from "@byturns/spec/bounded-queue";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { pool as poolOptions, runBoundedQueue, worker } from "../src/bounded-queue.example.ts";
import { BoundedQueue, QueueClosed } from "../src/bounded-queue.ts";
import type { tasks as served } from "../src/bounded-queue.worker.ts";
import { Pool } from "../src/internal/pool.ts";
import type { tasks as racing } from "./queue-race.worker.ts";

const context = makeContext({ threads: 2 });
const pool = await Pool.start<typeof served>(worker, { context, ...poolOptions });
afterAll(() => pool.close());

// A pause on a thread takes real time: most schedules have none.
const rarely = fc.nat(19).map((drawn) => (drawn === 0 ? 1 : 0));
const input = fc.record({
  producers: fc.integer({ min: 1, max: 3 }),
  consumers: fc.integer({ min: 1, max: 3 }),
  itemsEach: fc.nat(4),
  bound: fc.integer({ min: 1, max: 3 }),
  producerPauseMs: rarely,
  consumerPauseMs: rarely,
  observe: fc.constantFrom(true, true, true, false),
});

describe("runBoundedQueue()", () => {
  it(
    "keeps its spec whatever the threads do, canceled or not",
    () => keepsSpecOnThreads(spec, runBoundedQueue, input, pool),
    schedulesTimeoutMs(),
  );

  it("keeps its spec when many items pass between the threads", async () => {
    const many = {
      producers: 2,
      consumers: 2,
      itemsEach: 3_000,
      bound: 7,
      producerPauseMs: 0,
      consumerPauseMs: 0,
      observe: true,
    };
    const output = await runBoundedQueue(many, context, pool);
    expect(spec.check(many, output, { model: "threads", threads: 2 })).toEqual([]);
  });
});

describe("BoundedQueue", () => {
  it("when closed, rejects the puts that wait for room and still gives out its items", async () => {
    const queue = new BoundedQueue(1);
    await queue.put(0.5);
    const waits = queue.put(2);
    const other = new BoundedQueue(queue.memory);
    other.close();
    await expect(waits).rejects.toThrow(QueueClosed);
    expect(await queue.take()).toBe(0.5);
    await expect(queue.take()).rejects.toThrow("The queue is closed");
    expect(queue.size).toBe(0);
  });

  it("gives each slot and each item to one thread, when two come at the very same time", async () => {
    const file = new URL("./queue-race.worker.ts", import.meta.url);
    await using pool = await Pool.start<typeof racing>(file, { context });
    const count = 10_000;
    const { memory } = new BoundedQueue(2 * count);
    const both = (task: "putMany" | "takeMany") => {
      const gate = new Int32Array(new SharedArrayBuffer(4));
      return Promise.all([0, count].map((from) => pool.run(task, { memory, from, count, gate })));
    };
    await both("putMany");
    const taken = (await both("takeMany")).flatMap((items) => items ?? []);
    expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 2 * count }, (_, item) => item));
  });

  it("wakes the next when the one that it wakes has given up", async () => {
    const queue = new BoundedQueue(1);
    const controller = new AbortController();
    const gaveUp = queue.take({ signal: controller.signal });
    const waits = queue.take();
    controller.abort(new Error("enough"));
    await expect(gaveUp).rejects.toThrow("enough");
    await queue.put(7);
    expect(await waits).toBe(7);
  });

  /** Stands for another thread, which is in the middle of putting 7 in; `done` when it has. */
  const inTheMidstOf = ({ memory: { items, rounds, state } }: BoundedQueue) => {
    const [offered, item] = [0, 3];
    Atomics.add(state, offered, 1);
    return {
      done: () => {
        items[0] = 7;
        Atomics.store(rounds, 0, 1);
        Atomics.add(state, item, 1);
        Atomics.notify(state, item, 1);
      },
    };
  };
  /** Lets the woken waiters look, and wait again. */
  const settle = async () => {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  };

  it("calls the next as well when two items can be taken at once, which were put in out of turn", async () => {
    const queue = new BoundedQueue(2);
    const takes = [queue.take(), queue.take()];
    const other = inTheMidstOf(queue);
    await queue.put(8);
    await settle();
    other.done();
    expect((await Promise.all(takes)).toSorted()).toEqual([7, 8]);
  });

  it("calls the next as well when there is room for two at once, which was made out of turn", async () => {
    const queue = new BoundedQueue(2);
    await queue.put(1);
    await queue.put(2);
    const { rounds, state } = queue.memory;
    // Stands for another thread, which is in the middle of taking the first.
    Atomics.add(state, 1, 1);
    const puts = [queue.put(3), queue.put(4)];
    expect(await queue.take()).toBe(2);
    await settle();
    Atomics.store(rounds, 0, 2);
    Atomics.add(state, 2, 1);
    Atomics.notify(state, 2, 1);
    await Promise.all(puts);
    expect([await queue.take(), await queue.take()].toSorted()).toEqual([3, 4]);
  });

  it("wakes every waiter for the last item at the end", async () => {
    const queue = new BoundedQueue(2);
    const takes = [queue.take(), queue.take(), queue.take()];
    const settled = Promise.allSettled(takes);
    const other = inTheMidstOf(queue);
    queue.close();
    await settle();
    other.done();
    const ends = (await settled).map((one) => (one.status === "fulfilled" ? one.value : one.reason.name));
    expect(ends.toSorted()).toEqual([7, "QueueClosed", "QueueClosed"]);
  });

  it.each([0, 1.5, 2 ** 31])("throws RangeError for a bound of %s", (bound) => {
    expect(() => new BoundedQueue(bound)).toThrow("bound must be an integer from 1 to 536870912");
  });

  it("takes 12 bytes an item of its bound, from the start and however many items go through it", async () => {
    const bound = 1_000;
    const queue = new BoundedQueue(bound);
    const bytes = () =>
      Object.values(queue.memory).reduce((sum, cells) => sum + (cells as Int32Array).buffer.byteLength, 0);
    expect(bytes()).toBe(12 * bound + 16);
    for (let i = 0; i < 3 * bound; i++) {
      await queue.put(i);
      expect(await queue.take()).toBe(i);
    }
    expect(bytes()).toBe(12 * bound + 16);
  });
});
