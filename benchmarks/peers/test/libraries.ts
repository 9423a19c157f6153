// The helpers of each library in one form, as the properties take them: what a caller passes, and where it is lost.
import type { BoundedMap } from "@byturns/schedules/properties/bounded-map";
import type { Permits } from "@byturns/schedules/properties/permits";
import type { Rate } from "@byturns/schedules/properties/rate-limit";
import type { Retry } from "@byturns/schedules/properties/retry";
import type { Flights } from "@byturns/schedules/properties/single-flight";
import { Mutex, Semaphore } from "async-mutex";
import Bottleneck from "bottleneck";
import pLimit from "p-limit";
import pMap from "p-map";
import pMemoize from "p-memoize";
import pRetry from "p-retry";
import pThrottle from "p-throttle";

/** Those without a signal: a caller that gives up learns of it when its turn comes. */
const inItsTurn =
  <A>(signal: AbortSignal | undefined, task: () => A): (() => A) =>
  () => {
    signal?.throwIfAborted();
    return task();
  };

/** A call that goes on when its callers have left. */
const never = new AbortController().signal;

export const boundedMaps: Readonly<Record<string, BoundedMap>> = {
  // Its mapper gets no signal: tasks that run when one fails go on, and the map does not wait for them.
  "p-map": (items, limit, task, { signal }) =>
    pMap(items, (item, index) => task(item, index, signal), { concurrency: limit, signal }),
  "p-limit": (items, limit, task, { signal }) =>
    pLimit(limit).map(items, (item, index) => inItsTurn(signal, () => task(item, index, signal))()),
};

export const semaphores: Readonly<Record<string, (permits: number) => Permits>> = {
  "p-limit": (permits) => {
    const limit = pLimit(permits);
    return {
      run: (task, { signal }) => limit(inItsTurn(signal, task)),
      idle: () => limit.activeCount === 0,
    };
  },
  "async-mutex": (permits) => {
    const semaphore = new Semaphore(permits);
    return {
      run: (task, { signal }) => semaphore.runExclusive(inItsTurn(signal, task)),
      idle: () => semaphore.getValue() === permits,
    };
  },
};

export const mutexes: Readonly<Record<string, (permits: number) => Permits>> = {
  "p-limit": semaphores["p-limit"] as (permits: number) => Permits,
  "async-mutex": () => {
    const mutex = new Mutex();
    return {
      run: (task, { signal }) => mutex.runExclusive(inItsTurn(signal, task)),
      idle: () => !mutex.isLocked(),
    };
  },
};

export const retries: Readonly<Record<string, Retry>> = {
  // Its jitter has no seed, and makes delays longer, up to twice as long.
  "p-retry": (task, { retries, baseMs, factor, maxMs, jitter, withinMs }, { signal, retryIf, onRetry }) => {
    let delayMs: number | undefined;
    return pRetry(
      (attempt) => {
        if (delayMs !== undefined) onRetry(delayMs);
        return task(attempt, signal);
      },
      {
        retries,
        minTimeout: baseMs,
        factor,
        maxTimeout: maxMs,
        randomize: jitter > 0,
        maxRetryTime: withinMs ?? Infinity,
        signal,
        shouldRetry: ({ retryDelay }) => {
          delayMs = retryDelay;
          return retryIf();
        },
      },
    );
  },
};

export const rates: Readonly<Record<string, (limit: number, intervalMs: number) => Rate>> = {
  // `strict`: no window holds more than the limit.
  "p-throttle": (limit, intervalMs) => {
    const throttled = pThrottle({ limit, interval: intervalMs, strict: true })((task: () => unknown) =>
      task(),
    );
    const run: Rate["run"] = async (task, { signal }) =>
      (await throttled(inItsTurn(signal, task))) as Awaited<ReturnType<typeof task>>;
    return { run };
  },
  // Its reservoirs are refilled every 250 ms or a multiple; for shorter intervals it spaces starts evenly.
  bottleneck: (limit, intervalMs) => {
    const limiter = new Bottleneck({ minTime: intervalMs / limit });
    return { run: (task, { signal }) => limiter.schedule(inItsTurn(signal, task)) };
  },
};

export const flights: Readonly<Record<string, () => Flights>> = {
  "p-memoize": () => {
    const share = pMemoize((_key: number, task: () => Promise<number>) => task(), { cache: false });
    return { run: (key, task) => share(key, () => task(never)) };
  },
  "map-of-promises": () => {
    const calls = new Map<number, Promise<number>>();
    const run: Flights["run"] = (key, task) => {
      const known = calls.get(key);
      if (known !== undefined) return known;
      const call = task(never).finally(() => calls.delete(key));
      calls.set(key, call);
      return call;
    };
    return { run };
  },
};
