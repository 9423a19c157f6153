// p-queue: a queue of functions, with priorities, pauses and intervals.
import type { OpenQueue } from "@byturns/schedules/properties/bounded-queue";
import PQueue from "p-queue";
import { workersOf } from "../adapters/workers.ts";
import { type Helpers, peer } from "../helpers.ts";

/** `onSizeLessThan` is its own way to hold a producer back; between it and `add` another producer can come. */
const open: OpenQueue = (bound, consumers, consume) => {
  const work = workersOf(consumers, consume);
  const queue = new PQueue({ concurrency: consumers });
  const add = (item: number) => void queue.add(() => work(item));
  const put = async (item: number) => {
    await queue.onSizeLessThan(bound);
    add(item);
  };
  return {
    put: (item) => (queue.size < bound ? add(item) : put(item)),
    size: () => queue.size,
    close: () => queue.onIdle(),
  };
};

export const helpers: Helpers = { "bounded-queue": { full: open, bare: open } };

export const port = peer("p-queue", helpers);
