import { getEventListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { scheduleSeed } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import {
  boundedQueueInput,
  boundedQueueProperties,
  type OpenQueue,
} from "@byturns/schedules/properties/bounded-queue";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { boundedQueue as spec } from "@byturns/spec/bounded-queue";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runBoundedQueue } from "../src/bounded-queue.example.ts";
import { BoundedQueue, QueueClosed } from "../src/bounded-queue.ts";

describe("runBoundedQueue()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runBoundedQueue, boundedQueueInput),
    schedulesTimeoutMs(),
  );
});

describe("BoundedQueue", () => {
  const open: OpenQueue = (bound, consumers, consume) => {
    const queue = new BoundedQueue<number>(bound);
    const take = async (_: unknown, consumer: number) => {
      for await (const item of queue) await consume(item, consumer);
    };
    const all = Promise.all(Array.from({ length: consumers }, take));
    const close = () => {
      queue.close();
      return all;
    };
    return { put: (item) => queue.put(item), size: () => queue.size, close };
  };

  it.each(boundedQueueProperties(open).map((property) => [property.name, property] as const))(
    "%s",
    (_, property) => property.holds(),
    schedulesTimeoutMs(),
  );

  const party = fc.record({ atMs: fc.nat(3), givesUpMs: fc.oneof(fc.constant(null), fc.nat(6)) });

  it(
    "delivers exactly what was put in, in that order, whichever side gives up, and never exceeds its bound",
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(party, { maxLength: 6 }),
          fc.array(party, { maxLength: 6 }),
          fc.integer({ min: 1, max: 2 }),
          scheduleSeed,
          (producers, consumers, bound, seed) =>
            inVirtualTime(seed, async (schedule) => {
              const queue = new BoundedQueue<number>(bound);
              const signalOf = ({ givesUpMs }: typeof party extends fc.Arbitrary<infer A> ? A : never) =>
                schedule.signal(givesUpMs ?? undefined, "enough");
              const asked: number[] = [];
              const gaveUp: number[] = [];
              const taken: number[] = [];
              const known = (error: unknown) =>
                expect(error === "enough" || error instanceof QueueClosed).toBe(true);
              const put = async (one: (typeof producers)[number], item: number) => {
                const { signal } = signalOf(one);
                await pause(one.atMs);
                await schedule.shuffle();
                if (!signal.aborted) asked.push(item);
                await queue.put(item, { signal }).catch((error) => {
                  known(error);
                  gaveUp.push(item);
                });
                expect(queue.size).toBeLessThanOrEqual(bound);
              };
              const take = async (one: (typeof consumers)[number]) => {
                const { signal } = signalOf(one);
                await pause(one.atMs);
                await schedule.shuffle();
                await queue.take({ signal }).then((item) => taken.push(item), known);
              };
              const all = Promise.all([...producers.map(put), ...consumers.map(take)]);
              await pause(9);
              queue.close();
              for await (const item of queue) taken.push(item);
              await all;
              const put_ = asked.filter((item) => !gaveUp.includes(item));
              expect(taken.toSorted()).toEqual(put_.toSorted());
              expect(queue.size).toBe(0);
            }),
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("is first in, first out, however often its ring wraps", async () => {
    const queue = new BoundedQueue<number>(3);
    const taken: number[] = [];
    const puts: Promise<void>[] = [];
    for (let item = 0; item < 20; item++) {
      puts.push(queue.put(item));
      if (item % 3 > 0) taken.push(await queue.take());
    }
    queue.close();
    for await (const item of queue) taken.push(item);
    await Promise.all(puts);
    expect(taken).toEqual(Array.from({ length: 20 }, (_, item) => item));
  });

  it("accepts what already waits when it is closed, and rejects what comes later", async () => {
    const queue = new BoundedQueue<string>(1);
    await queue.put("in");
    const waits = queue.put("waits");
    queue.close();
    await expect(queue.put("late")).rejects.toThrow(QueueClosed);
    expect(await Promise.all([queue.take(), queue.take(), waits])).toEqual(["in", "waits", undefined]);
    await expect(queue.take()).rejects.toThrow(QueueClosed);
  });

  it("rejects the takes that wait for an item when it is closed", async () => {
    const queue = new BoundedQueue<string>(1);
    const waits = queue.take();
    queue.close();
    await expect(waits).rejects.toThrow("The queue is closed");
  });

  it.each([0, -1, 1.5, Number.NaN])("throws RangeError for a bound of %s", (bound) => {
    expect(() => new BoundedQueue(bound)).toThrow(
      new RangeError(`Cannot hold ${bound} items: bound must be an integer >= 1`),
    );
  });

  it("gives up with its own signal: whoever waits, and all later calls", async () => {
    const stop = new AbortController();
    const [full, empty] = [1, 1].map((bound) => new BoundedQueue<number>(bound, stop));
    await full?.put(1);
    const waiting = [full?.put(2), full?.put(3), empty?.take(), empty?.take()];
    stop.abort("enough");
    const later = [full?.put(4), full?.take(), empty?.put(5), empty?.take()];
    for (const settled of await Promise.allSettled([...waiting, ...later])) {
      expect(settled).toEqual({ status: "rejected", reason: "enough" });
    }
    const late = new BoundedQueue<number>(1, stop);
    await expect(late.put(1)).rejects.toBe("enough");
    await expect(late.take()).rejects.toBe("enough");
  });

  it("listens to its own signal until it is closed and nobody waits", async () => {
    const { signal } = new AbortController();
    const listeners = () => getEventListeners(signal, "abort").length;
    const queue = new BoundedQueue<number>(1, { signal });
    await queue.put(1);
    const waits = queue.put(2);
    expect(listeners()).toBe(1);
    queue.close();
    expect(listeners()).toBe(1);
    expect(await queue.take()).toBe(1);
    await waits;
    expect(listeners()).toBe(0);
    expect(await queue.take()).toBe(2);
    await expect(queue.take()).rejects.toBeInstanceOf(QueueClosed);

    const idle = new BoundedQueue<number>(1, { signal });
    idle.close();
    expect(listeners()).toBe(0);
  });
});
