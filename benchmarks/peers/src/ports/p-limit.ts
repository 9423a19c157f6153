// p-limit: the permit that most code uses, for a map as well.
import type { Permits } from "@byturns/schedules/properties/permits";
import pLimit from "p-limit";
import { type Helpers, peer } from "../helpers.ts";

/** It has no signal; a caller that gives up checks for that when its turn comes. */
const permits = (count: number): Permits => {
  const limit = pLimit(count);
  return {
    run: (task, { signal }) =>
      limit(() => {
        signal?.throwIfAborted();
        return task();
      }),
    idle: () => limit.activeCount === 0,
  };
};

export const helpers: Helpers = {
  "bounded-map": {
    full: (items, limit, task, { signal }) => {
      const perform = (item: (typeof items)[number], index: number) => {
        signal.throwIfAborted();
        return task(item, index, signal);
      };
      return pLimit(limit).map(items, perform);
    },
    bare: (items, limit, task) => pLimit(limit).map(items, task),
  },
  "semaphore-pool": { full: permits, bare: pLimit },
  mutex: { full: permits, bare: pLimit },
};

export const port = peer("p-limit", helpers);
