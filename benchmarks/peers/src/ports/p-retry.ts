// p-retry: the retry that most code uses.
import pRetry from "p-retry";
import { type Helpers, peer } from "../helpers.ts";

export const helpers: Helpers = {
  retry: {
    // Its jitter has no seed and makes delays longer, up to twice as long.
    full: (task, { retries, baseMs, factor, maxMs, jitter, withinMs }, { signal, retryIf, onRetry }) => {
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
    bare: (task) => pRetry(task, { retries: 3, minTimeout: 0 }),
  },
};

export const port = peer("p-retry", helpers);
