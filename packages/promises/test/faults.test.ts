// Faults of the kinds that users of such helpers have reported.
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { BoundedQueue } from "../src/bounded-queue.ts";
import { DeadlineExceeded, deadline } from "../src/deadline.ts";
import { Service } from "../src/graceful-shutdown.ts";
import { RateLimit } from "../src/rate-limit.ts";
import { Semaphore } from "../src/semaphore-pool.ts";

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

describe("deadline()", () => {
  it.each<[string, (reason: unknown) => unknown]>([
    ["as its cause", (reason) => new Error("late", { cause: reason })],
    ["as the cause of its cause", (cause) => new Error("late", { cause: new Error("later", { cause }) })],
    ["among its errors", (reason) => new AggregateError([new Error("one"), reason])],
    ["as what it suppresses", (reason) => new SuppressedError(new Error("one"), reason)],
  ])("makes no circle of causes of an error that holds the deadline %s", async (_, errorOf) => {
    const error = await deadline(async (signal) => {
      await aborted(signal);
      throw errorOf(signal.reason);
    }, 1).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(DeadlineExceeded);
    expect((error as Error).cause).toBeUndefined();
  });

  it("keeps what else a task failed with, even if its causes form a cycle", async () => {
    const own = new Error("cleanup");
    own.cause = own;
    const error = await deadline(async (signal) => {
      await aborted(signal);
      throw own;
    }, 1).catch((error: unknown) => error);
    expect((error as Error).cause).toBe(own);
  });
});

describe("memory", () => {
  // Without it, what is measured is mostly what the collector has not looked at yet.
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const usedBytes = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  /** Bytes that stay after `work`. */
  const growth = async (work: () => Promise<void>) => {
    const before = usedBytes();
    await work();
    return usedBytes() - before;
  };
  /** A million numbers take 8 MB. */
  const times = 1_000_000;
  const mostBytes = 2e6;

  it("of a queue grows with its items, not with its bound", async () => {
    const queue = new BoundedQueue<number>(2 ** 31);
    await queue.put(0);
    await queue.put(1);
    const bytes = await growth(async () => {
      for (let item = 2; item < times; item++) {
        void queue.put(item);
        if ((await queue.take()) !== item - 2) throw new Error("Items are out of order");
      }
    });
    expect(bytes).toBeLessThan(mostBytes);
    // It is still in use, so that it was not collected before it was measured.
    expect(await queue.take()).toBe(times - 2);
  });

  it("of a rate limit grows with the starts in an interval, not with its limit", async () => {
    const rate = new RateLimit(2 ** 31, 0.001);
    const bytes = await growth(async () => {
      for (let task = 0; task < times; task++) await rate.run(() => 0);
    });
    expect(bytes).toBeLessThan(mostBytes);
    expect(await rate.run(() => 1)).toBe(1);
  });
});

describe("BoundedQueue", () => {
  it("keeps order while its ring grows, wraps and becomes small again", async () => {
    const queue = new BoundedQueue<number>(5_000);
    let [put, taken] = [0, 0];
    for (const [more, fewer] of [
      [10, 7],
      [3_000, 100],
      [500, 3_403],
      [1, 1],
      [4_000, 4_000],
    ] as const) {
      for (let i = 0; i < more; i++) await queue.put(put++);
      for (let i = 0; i < fewer; i++) expect(await queue.take()).toBe(taken++);
    }
    expect(queue.size).toBe(0);
  });
});

describe("Semaphore.resize()", () => {
  it("lets in those that wait, and takes back as tasks end", async () => {
    const semaphore = new Semaphore(1);
    let [running, most] = [0, 0];
    const ends: (() => void)[] = [];
    const task = async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    };
    const all = Array.from({ length: 6 }, () => semaphore.run(task));
    await nextTurn();
    expect(running).toBe(1);
    semaphore.resize(3);
    await nextTurn();
    expect(running).toBe(3);
    semaphore.resize(1);
    expect(semaphore.free).toBe(0);
    most = 0;
    for (let i = 0; i < 6; i++) {
      ends.shift()?.();
      await nextTurn();
      expect(running).toBeLessThanOrEqual(Math.max(1, 2 - i));
    }
    await Promise.all(all);
    expect(semaphore.free).toBe(1);
  });
});

describe("Service.shutdown()", () => {
  it("is an error at once inside a task, and nothing shuts down", async () => {
    const service = new Service();
    await expect(
      service.run(async () => {
        await nextTurn();
        await service.shutdown();
      }),
    ).rejects.toThrow(/inside a task/);
    expect(await service.run(() => "goes on")).toBe("goes on");
    await service.shutdown();
  });

  it("is none inside a task of another service, nor after the task has ended", async () => {
    const [outer, inner] = [new Service(), new Service()];
    await outer.run(() => inner.shutdown());
    let later = Promise.resolve({ cut: -1 } as { readonly cut: number });
    await outer.run(() => {
      later = nextTurn().then(() => outer.shutdown());
    });
    expect(await later).toEqual({ cut: 0 });
  });
});
