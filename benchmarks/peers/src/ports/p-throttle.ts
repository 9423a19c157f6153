// p-throttle: a function that is called only so often.
import type { Rate } from "@byturns/schedules/properties/rate-limit";
import pThrottle from "p-throttle";
import { type Helpers, peer } from "../helpers.ts";

export const helpers: Helpers = {
  "rate-limit": {
    // `strict` ensures that no window holds more. It has one signal for all; a caller that gives up checks for that
    // when its turn comes.
    full: (limit, intervalMs) => {
      const throttled = pThrottle({ limit, interval: intervalMs, strict: true })((task: () => unknown) =>
        task(),
      );
      const run: Rate["run"] = async (task, { signal }) => {
        const start = () => {
          signal?.throwIfAborted();
          return task();
        };
        return (await throttled(start)) as Awaited<ReturnType<typeof task>>;
      };
      return { run };
    },
    bare: (limit) => {
      const throttle = pThrottle({ limit, interval: 250, strict: true });
      const throttled = throttle((item: number, task: (item: number) => Promise<number>) => task(item));
      return { run: (item, task) => throttled(item, task) };
    },
  },
};

export const port = peer("p-throttle", helpers);
