// Our single flight beside p-memoize, which caches nothing here, and the ten lines that most code has instead.
import { defineExample, type OpenedModel } from "byturns";
import { type CostInput, check, itself, units } from "./cost.ts";

type Share = (task: (key: number) => Promise<number>) => (key: number) => Promise<number>;

const keys = 10;

/** `limit` callers ask for each key at once; then the next ones ask for each key again. */
const shared = (open: () => Promise<Share>): OpenedModel<CostInput> => ({
  open,
  async run({ items, limit }, _, share: Share) {
    const ask = share(itself);
    let [answered, sum] = [0, 0];
    for (let asked = 0; asked < items; ) {
      const calls: Promise<number>[] = [];
      for (; calls.length < limit * keys && asked < items; asked++) calls.push(ask(asked % keys));
      for (const key of await Promise.all(calls)) {
        // A shared call returns its key; every caller stands for an item of its own.
        sum += answered - (answered % keys) + key;
        answered += 1;
      }
    }
    return sum;
  },
});

export default defineExample({
  question: "What does a shared call itself cost a caller?",
  inputs: { bench: { items: 10_000, limit: 100 } },
  units,
  check,
  models: {
    promises: shared(async () => {
      const { SingleFlight } = await import("@byturns/promises/single-flight");
      return (task) => {
        const flights = new SingleFlight<number, number>();
        return (key) => flights.run(key, () => task(key));
      };
    }),
    "p-memoize": shared(async () => {
      const { default: pMemoize } = await import("p-memoize");
      return (task) => pMemoize(task, { cache: false });
    }),
    "map-of-promises": shared(async () => (task) => {
      const calls = new Map<number, Promise<number>>();
      return (key) => {
        const known = calls.get(key);
        if (known !== undefined) return known;
        const call = task(key).finally(() => calls.delete(key));
        calls.set(key, call);
        return call;
      };
    }),
  },
});
