// p-memoize: remembers answers; without a cache it shares only those calls that are running.
import pMemoize from "p-memoize";
import { type Helpers, peer } from "../helpers.ts";

const never = new AbortController().signal;

export const helpers: Helpers = {
  "single-flight": {
    // It memoizes one function, and the call continues when its callers have left: it has no signal.
    full: () => {
      const share = pMemoize((_key: number, task: () => Promise<number>) => task(), { cache: false });
      return { run: (key, task) => share(key, () => task(never)) };
    },
    bare: (task) => pMemoize(task, { cache: false }),
  },
};

export const port = peer("p-memoize", helpers);
