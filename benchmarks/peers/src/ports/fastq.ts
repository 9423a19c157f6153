// fastq: a work queue with any number of workers; it has no bound of its own.
import type { OpenQueue } from "@byturns/schedules/properties/bounded-queue";
import { promise as fastq } from "fastq";
import { workersOf } from "../adapters/workers.ts";
import { type Helpers, peer } from "../helpers.ts";

/** A producer that finds it full waits for the item that was put in last. */
const open: OpenQueue = (bound, consumers, consume) => {
  const work = workersOf(consumers, consume);
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const queue = fastq((item: number) => {
    waiting -= 1;
    return work(item);
  }, consumers);
  const push = (item: number) => {
    waiting += 1;
    last = queue.push(item);
  };
  const put = async (item: number) => {
    while (waiting >= bound) await last;
    push(item);
  };
  return {
    put: (item) => (waiting < bound ? void push(item) : put(item)),
    size: () => waiting,
    close: () => queue.drained(),
  };
};

export const helpers: Helpers = { "bounded-queue": { full: open, bare: open } };

export const port = peer("fastq", helpers);
