// Our queue and our deadline with a signal that can cancel each wait, and without.
import { BoundedQueue, QueueClosed } from "@byturns/promises/bounded-queue";
import { deadline } from "@byturns/promises/deadline";
import { defineExample } from "byturns";

/** What a wait is given. */
type Options = { readonly signal: AbortSignal } | undefined;

const producers = 4;
const itemsEach = 250;
const nothing = Promise.resolve();

const helpers = {
  /** As many consumers as producers, and waits on both sides. */
  async queue(options: Options): Promise<number> {
    const queue = new BoundedQueue<number>(64);
    let sum = 0;
    const produce = async () => {
      for (let item = 1; item <= itemsEach; item++) await queue.put(item, options);
    };
    const consume = async () => {
      try {
        for (;;) sum += await queue.take(options);
      } catch (error) {
        if (!(error instanceof QueueClosed)) throw error;
      }
    };
    const consumed = Promise.all(Array.from({ length: producers }, consume));
    await Promise.all(Array.from({ length: producers }, produce));
    queue.close();
    await consumed;
    return sum;
  },
  async deadline(options: Options): Promise<number> {
    let sum = 0;
    const task = async () => {
      await nothing;
      return 1;
    };
    for (let call = 0; call < 1_000; call++) sum += await deadline(task, 10_000, options);
    return sum;
  },
};

export default defineExample({
  title: "A signal for each wait",
  question: "What does it cost that a wait can be canceled?",
  inputs: { queue: { helper: "queue" }, deadline: { helper: "deadline" } } as const,
  units: { wait: () => 1_000 },
  models: {
    signal: ({ helper }, { signal }) => helpers[helper]({ signal }),
    "no signal": ({ helper }) => helpers[helper](undefined),
  },
});
