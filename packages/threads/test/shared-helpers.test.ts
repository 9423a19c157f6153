// Permits, rate limits and flights between four threads and this one. BYTURNS_USES is how often each is used (default 2000).
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RateLimit } from "../src/rate-limit.ts";
import { ResourcePool, Semaphore } from "../src/semaphore-pool.ts";
import { SingleFlight } from "../src/single-flight.ts";
import { cell } from "./shared-cells.ts";
import type { Asked, Shared } from "./shared-helpers.worker.ts";

const threads = 4;
const uses = Number(process.env.BYTURNS_USES ?? 2_000);
const timeoutMs = Math.max(60_000, uses);
const permits = 3;
const semaphore = new Semaphore(permits, 8);
const rate = new RateLimit(50, 1);
const flights = new SingleFlight<string, number>();
const counts = new Int32Array(new SharedArrayBuffer(4 * 64));
const workerData: Shared = {
  semaphore: semaphore.memory,
  rate: rate.memory,
  flights: flights.memory,
  counts,
  permits,
};
const file = new URL("./shared-helpers.worker.ts", import.meta.url);
const start = () => new Worker(file, { workerData });

function ask(worker: Worker, asked: Asked): Promise<unknown> {
  const answer = new Promise((resolve, reject) => {
    worker.once("message", ({ error }: { error?: string }) =>
      error === undefined ? resolve(undefined) : reject(new Error(error)),
    );
    worker.once("error", reject);
  });
  worker.postMessage(asked);
  return answer;
}

async function reached(count: number): Promise<void> {
  for (let now = Atomics.load(counts, cell.begun); now < count; now = Atomics.load(counts, cell.begun)) {
    await Atomics.waitAsync(counts, cell.begun, now).value;
  }
}

const seen = () =>
  Object.fromEntries(Object.entries(cell).map(([name, at]) => [name, Atomics.load(counts, at)]));

describe("what threads share", () => {
  const workers: Worker[] = [];
  beforeAll(() => workers.push(...Array.from({ length: threads }, start)));
  afterAll(() => Promise.all(workers.map((worker) => worker.terminate())));

  it(
    "Semaphore lets in no more than it may, each with a permit of its own, and has all permits back",
    async () => {
      counts.fill(0);
      const times = uses / threads;
      await Promise.all(workers.map((worker) => ask(worker, { use: "semaphore", times, together: 20 })));
      const { inside, wrong, uses: used, gaveUp } = seen() as Record<string, number>;
      expect({ inside, wrong, all: (used ?? 0) + (gaveUp ?? 0) }).toEqual({
        inside: 0,
        wrong: 0,
        all: uses,
      });
      expect(semaphore.free).toBe(permits);
    },
    timeoutMs,
  );

  it(
    "RateLimit starts no more than it may in any interval",
    async () => {
      counts.fill(0);
      const times = uses / threads;
      const beganMs = performance.now();
      await Promise.all(workers.map((worker) => ask(worker, { use: "rate", times, together: 20 })));
      expect(Atomics.load(counts, cell.uses)).toBe(uses);
      // 50 a millisecond: the first 50 at once.
      expect(performance.now() - beganMs).toBeGreaterThanOrEqual((uses - 50) / 50 - 1);
    },
    timeoutMs,
  );

  it(
    "SingleFlight makes one call of a key at a time, and answers every caller",
    async () => {
      counts.fill(0);
      const times = uses / threads;
      await Promise.all(workers.map((worker) => ask(worker, { use: "flights", times, keys: 8 })));
      const { wrong, uses: used, calls } = seen() as Record<string, number>;
      expect({ wrong, used }).toEqual({ wrong: 0, used: uses });
      expect(calls).toBeLessThanOrEqual(uses);
    },
    timeoutMs,
  );
});

describe("reclaim()", () => {
  it("frees the permits of a thread that has ended, and takes it out of the line", async () => {
    counts.fill(0);
    const [holder, waiter] = [start(), start()];
    const ids = [holder.threadId, waiter.threadId];
    const others = Array.from({ length: permits - 1 }, () => Promise.withResolvers<void>());
    const held = others.map(({ promise }) => semaphore.run(() => promise));
    holder.postMessage({ use: "hold" });
    await reached(1);
    waiter.postMessage({ use: "waitInLine" });
    await reached(2);
    const waits = semaphore.run((permit) => permit);
    await Promise.all([holder.terminate(), waiter.terminate()]);
    expect(semaphore.free).toBe(0);
    for (const id of ids) semaphore.reclaim(id);
    expect(await waits).toBeGreaterThanOrEqual(0);
    for (const { resolve } of others) resolve();
    await Promise.all(held);
    expect(semaphore.free).toBe(permits);
  });

  it("lets another thread make the call of one that has ended", async () => {
    counts.fill(0);
    const caller = start();
    const id = caller.threadId;
    caller.postMessage({ use: "fly" });
    await reached(1);
    const joined = flights.run("0", async () => 7);
    await caller.terminate();
    flights.reclaim(id);
    expect(await joined).toBe(7);
  });
});

describe("Semaphore", () => {
  it("gives permits in the order of the calls, past those that gave up", async () => {
    const semaphore = new Semaphore(1);
    const controller = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    const entered: number[] = [];
    const first = semaphore.run(() => promise);
    const all = [1, 2, 3, 4, 5].map((i) =>
      semaphore.run(() => entered.push(i), i % 2 === 0 ? { signal: controller.signal } : {}),
    );
    controller.abort(new Error("enough"));
    resolve();
    await first;
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status === "fulfilled")).toEqual([true, false, true, false, true]);
    expect(entered).toEqual([1, 3, 5]);
    expect(semaphore.free).toBe(1);
  });

  it("does not begin a task whose signal was aborted after its turn had come", async () => {
    const semaphore = new Semaphore(1);
    const controller = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = semaphore.run(() => promise);
    const second = semaphore.run(() => expect.unreachable(), { signal: controller.signal });
    resolve();
    await first;
    controller.abort(new Error("enough"));
    await expect(second).rejects.toThrow("enough");
    expect(semaphore.free).toBe(1);
  });

  it("lets more in at once when there are more permits, and fewer as soon as permits come back", async () => {
    const semaphore = new Semaphore(1, 3);
    let inside = 0;
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
    const all = gates.map(({ promise }) =>
      semaphore.run(async () => {
        inside += 1;
        await promise;
        inside -= 1;
      }),
    );
    const turns = async () => {
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    };
    await turns();
    expect(inside).toBe(1);
    semaphore.permits = 3;
    await turns();
    expect(inside).toBe(3);
    semaphore.permits = 2;
    gates[0]?.resolve();
    await turns();
    expect(inside).toBe(2);
    for (const { resolve } of gates) resolve();
    await Promise.all(all);
    expect(semaphore.free).toBe(2);
  });

  it("lets more wait than the line holds", async () => {
    const semaphore = new Semaphore(1);
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = semaphore.run(() => promise);
    let ran = 0;
    const all = Array.from({ length: 5_000 }, () => semaphore.run(() => ++ran));
    resolve();
    await Promise.all([first, ...all]);
    expect([ran, semaphore.free]).toEqual([5_000, 1]);
  });

  it.each([0, 1.5, -1, Number.NaN, 65_537, Infinity])("throws RangeError for %s permits", (permits) => {
    expect(() => new Semaphore(permits)).toThrow(RangeError);
    const semaphore = new Semaphore(2, 4);
    expect(() => {
      semaphore.permits = permits;
    }).toThrow(RangeError);
    expect(semaphore.permits).toBe(2);
    if (permits !== 65_537) expect(() => new Semaphore(1, permits)).toThrow(RangeError);
  });
});

describe("ResourcePool", () => {
  it("throws RangeError when there is no resource, or not as many as elsewhere", () => {
    expect(() => new ResourcePool([])).toThrow(RangeError);
    const pool = new ResourcePool(["a", "b"]);
    expect(() => new ResourcePool(["a"], pool.memory)).toThrow("elsewhere there are 2");
  });
});

describe("RateLimit", () => {
  it.each([
    [0, 1],
    [1.5, 1],
    [Number.NaN, 1],
    [1, 0],
    [1, -1],
    [1, Number.NaN],
    [1, 2 ** 31],
  ])("throws RangeError for %s in %s ms", (limit, intervalMs) => {
    expect(() => new RateLimit(limit, intervalMs)).toThrow(RangeError);
  });
});

describe("SingleFlight", () => {
  it("cancels a call that all callers have left, and awaits its end", async () => {
    const flights = new SingleFlight<string, number>();
    const controller = new AbortController();
    let ended = false;
    const asked = flights.run(
      "a",
      (signal) =>
        new Promise<number>((_, reject) => {
          signal.addEventListener("abort", () => {
            ended = true;
            reject(signal.reason);
          });
        }),
      { signal: controller.signal },
    );
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    expect(ended).toBe(true);
    expect(await flights.run("a", async () => 8)).toBe(8);
  });

  it("fails with what the call failed with, and refuses what is too large", async () => {
    const flights = new SingleFlight<string, unknown>();
    const failure = new TypeError("no");
    await expect(flights.run("a", () => Promise.reject(failure))).rejects.toBe(failure);
    await expect(flights.run("x".repeat(1_000), () => 1)).rejects.toThrow("Cannot share a key");
    expect(await flights.run("b", async () => new Map([[1, 2n]]))).toEqual(new Map([[1, 2n]]));
  });
});
