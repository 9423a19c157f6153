// The ten lines that most code has instead of a library: a map from the key to the promise of its call.
import { type Helpers, peer } from "../helpers.ts";

function sharing() {
  const calls = new Map<number, Promise<number>>();
  return (key: number, task: () => Promise<number>): Promise<number> => {
    const known = calls.get(key);
    if (known !== undefined) return known;
    const call = task().finally(() => calls.delete(key));
    calls.set(key, call);
    return call;
  };
}

/** The call continues even if callers leave. */
const never = new AbortController().signal;

export const helpers: Helpers = {
  "single-flight": {
    full: () => {
      const share = sharing();
      return { run: (key, task) => share(key, () => task(never)) };
    },
    bare: (task) => {
      const share = sharing();
      return (key) => share(key, () => task(key));
    },
  },
};

export const port = peer("map-of-promises", helpers);
