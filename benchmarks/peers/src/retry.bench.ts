// Our retry beside p-retry: every call fails once, and is made again at once.
import { defineExample, type OpenedModel } from "byturns";
import { type CostInput, check, itself, summed, units } from "./cost.ts";

type Retry = (task: () => Promise<number>) => Promise<number>;

/** One error for all: capturing a stack costs more than a retry. */
const failure = new Error("The first attempt fails");

const retried = (open: () => Promise<Retry>): OpenedModel<CostInput> => ({
  open,
  async run({ items, limit }, _, retry: Retry) {
    const returned: number[] = [];
    let next = 0;
    const callInTurn = async () => {
      while (next < items) {
        const item = next++;
        let failed = false;
        const task = () => {
          if (failed) return itself(item);
          failed = true;
          return Promise.reject(failure);
        };
        returned.push(await retry(task));
      }
    };
    await Promise.all(Array.from({ length: limit }, callInTurn));
    return summed(returned);
  },
});

export default defineExample({
  question: "What does a retry itself cost a call?",
  inputs: { bench: { items: 2_000, limit: 8 } },
  units,
  check,
  models: {
    promises: retried(async () => {
      const { backOff, retry } = await import("@byturns/promises/retry");
      // Made once, as in a service.
      const delays = backOff({ retries: 3, baseMs: 0 });
      return (task) => retry(task, { delays });
    }),
    "p-retry": retried(async () => {
      const { default: pRetry } = await import("p-retry");
      return (task) => pRetry(task, { retries: 3, minTimeout: 0 });
    }),
  },
});
