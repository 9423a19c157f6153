// This project's port, extended by the questions that are asked only here.
import { port as examples } from "@byturns/promises";
import { boundedMap } from "@byturns/promises/bounded-map";
import { BoundedQueue, QueueClosed } from "@byturns/promises/bounded-queue";
import { Mutex } from "@byturns/promises/mutex";
import { RateLimit } from "@byturns/promises/rate-limit";
import { backOff, retry } from "@byturns/promises/retry";
import { Semaphore } from "@byturns/promises/semaphore-pool";
import { SingleFlight } from "@byturns/promises/single-flight";
import type { OpenQueue } from "@byturns/schedules/properties/bounded-queue";
import { type Helpers, ours } from "../helpers.ts";

const open: OpenQueue = (bound, consumers, consume) => {
  const queue = new BoundedQueue<number>(bound);
  const work = async (_: unknown, consumer: number) => {
    try {
      for (;;) await consume(await queue.take(), consumer);
    } catch (error) {
      if (!(error instanceof QueueClosed)) throw error;
    }
  };
  const all = Promise.all(Array.from({ length: consumers }, work));
  const close = () => {
    queue.close();
    return all;
  };
  return { put: (item) => queue.put(item), size: () => queue.size, close };
};

/** The retry policy is made once, as in a service. */
const atOnce = backOff({ retries: 3, baseMs: 0 });

export const helpers: Helpers = {
  "bounded-map": { full: boundedMap, bare: boundedMap },
  "semaphore-pool": {
    full: (permits) => {
      const semaphore = new Semaphore(permits);
      return { run: (task, options) => semaphore.run(task, options), idle: () => semaphore.free === permits };
    },
    bare: (permits) => {
      const semaphore = new Semaphore(permits);
      return (task) => semaphore.run(task);
    },
  },
  mutex: {
    full: () => {
      const mutex = new Mutex();
      return { run: (task, options) => mutex.run(task, options), idle: () => !mutex.locked };
    },
    bare: () => {
      const mutex = new Mutex();
      return (task) => mutex.run(task);
    },
  },
  "bounded-queue": { full: open, bare: open },
  retry: {
    full: (task, { withinMs, ...policy }, options) =>
      retry(task, { delays: backOff(policy), withinMs: withinMs ?? Infinity, ...options }),
    bare: (task) => retry(task, { delays: atOnce }),
  },
  "rate-limit": {
    full: (limit, intervalMs) => {
      const rate = new RateLimit(limit, intervalMs);
      return { run: (task, options) => rate.run(task, options) };
    },
    bare: (limit) => {
      const rate = new RateLimit(limit, 250);
      return { run: (item, task) => rate.run(() => task(item)) };
    },
  },
  "single-flight": {
    full: () => {
      const flights = new SingleFlight<number, number>();
      return { run: (key, task, options) => flights.run(key, task, options) };
    },
    bare: (task) => {
      const flights = new SingleFlight<number, number>();
      return (key) => flights.run(key, () => task(key));
    },
  },
};

export const port = ours(examples, helpers);
