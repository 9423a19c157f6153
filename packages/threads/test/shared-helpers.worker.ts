// A thread that uses what threads share, as often as it is asked to.
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, threadId, workerData } from "node:worker_threads";
import { RateLimit, type RateLimitMemory } from "../src/rate-limit.ts";
import { Semaphore, type SemaphoreMemory } from "../src/semaphore-pool.ts";
import { SingleFlight, type SingleFlightMemory } from "../src/single-flight.ts";
import { cell } from "./shared-cells.ts";

/** What the threads count together. */
export interface Shared {
  readonly semaphore: SemaphoreMemory;
  readonly rate: RateLimitMemory;
  readonly flights: SingleFlightMemory;
  /** See `cell`. */
  readonly counts: Int32Array<SharedArrayBuffer>;
  readonly permits: number;
}

export type Asked =
  | { readonly use: "semaphore" | "rate"; readonly times: number; readonly together: number }
  | { readonly use: "flights"; readonly times: number; readonly keys: number }
  | { readonly use: "hold" | "waitInLine" | "fly" };

const { semaphore: memory, rate, flights: shared, counts, permits } = workerData as Shared;
const semaphore = new Semaphore(memory);
const limit = new RateLimit(rate);
const flights = new SingleFlight<string, number>(shared);

/** Uses a permit, and looks whether another has the same, or too many have one. */
async function usePermit(i: number): Promise<void> {
  const gives = i % 7 === 3;
  const signal = gives ? AbortSignal.timeout(1) : undefined;
  const options = signal === undefined ? {} : { signal };
  try {
    await semaphore.run(async (permit) => {
      if (Atomics.exchange(counts, 16 + permit, 1) !== 0) Atomics.add(counts, cell.wrong, 1);
      const inside = Atomics.add(counts, cell.inside, 1) + 1;
      if (inside > permits) Atomics.add(counts, cell.wrong, 1);
      if (i % 2 === 0) await null;
      Atomics.sub(counts, cell.inside, 1);
      Atomics.store(counts, 16 + permit, 0);
    }, options);
    Atomics.add(counts, cell.uses, 1);
  } catch (error) {
    if (!gives || error !== signal?.reason) throw error;
    Atomics.add(counts, cell.gaveUp, 1);
  }
}

async function fly(key: string): Promise<void> {
  const number = await flights.run(key, async () => {
    Atomics.add(counts, cell.calls, 1);
    if (Atomics.add(counts, 16 + Number(key), 1) !== 0) Atomics.add(counts, cell.wrong, 1);
    await null;
    Atomics.sub(counts, 16 + Number(key), 1);
    return 10 * Number(key);
  });
  if (number !== 10 * Number(key)) Atomics.add(counts, cell.wrong, 1);
  Atomics.add(counts, cell.uses, 1);
}

async function inTurns(times: number, together: number, use: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const loop = async () => {
    while (next < times) await use(next++);
  };
  await Promise.all(Array.from({ length: together }, loop));
}

parentPort?.on("message", async (asked: Asked) => {
  try {
    if (asked.use === "semaphore") await inTurns(asked.times, asked.together, usePermit);
    else if (asked.use === "rate") {
      const start = () => Atomics.add(counts, cell.uses, 1);
      await inTurns(asked.times, asked.together, () => limit.run(start));
    } else if (asked.use === "flights") {
      await inTurns(asked.times, asked.keys, (i) => fly(String(i % asked.keys)));
    } else if (asked.use === "hold") {
      await semaphore.run(async () => {
        Atomics.add(counts, cell.begun, 1);
        Atomics.notify(counts, cell.begun);
        await sleep(3_600_000);
      });
    } else if (asked.use === "waitInLine") {
      semaphore.run(() => sleep(3_600_000));
      Atomics.add(counts, cell.begun, 1);
      Atomics.notify(counts, cell.begun);
    } else {
      await flights.run("0", async () => {
        Atomics.add(counts, cell.begun, 1);
        Atomics.notify(counts, cell.begun);
        await sleep(3_600_000);
        return 0;
      });
    }
    parentPort?.postMessage({ done: threadId });
  } catch (error) {
    parentPort?.postMessage({ error: String((error as Error).stack) });
  }
});
