import { threadId } from "node:worker_threads";
import { block, type ExampleContext } from "@byturns/context";
import { serve, Transferred } from "../src/internal/serve.ts";

let canceled = 0;
let ordered = 0;
const arrived = new BroadcastChannel("pool-tasks");

class DiskFull extends Error {
  override readonly name = "DiskFull";
  readonly _tag = "DiskFull";
  readonly freeBytes = 7;
}

/** Counts those that have begun. */
type Cell = Int32Array<SharedArrayBuffer>;
function isBegun(cell: Cell): void {
  Atomics.add(cell, 0, 1);
  Atomics.notify(cell, 0);
}

export const tasks = {
  threadId: (_: number) => threadId,
  twice: (n: number) => n * 2,
  nowMs: (_: number, context: ExampleContext) => context.nowMs(),
  canceledCount: (_: number) => canceled,
  /** Answers when `count` threads have begun this task: shows that they run at once. */
  threadIdAfterAll: async (count: number) => {
    const seen = new Set([threadId]);
    await new Promise<void>((resolve) => {
      const check = () => seen.size === count && resolve();
      arrived.onmessage = ({ data }: { data: unknown }) => {
        if (seen.size < seen.add(data as number).size) arrived.postMessage(threadId);
        check();
      };
      arrived.postMessage(threadId);
      check();
    });
    return threadId;
  },
  fail: (what: string) => {
    throw new DiskFull(`No room on ${what}`, { cause: new RangeError("inner") });
  },
  failBuiltIn: (_: number) => {
    throw new TypeError("wrong kind");
  },
  failAggregate: (_: number) => {
    throw new AggregateError([new Error("a"), new Error("b")], "both");
  },
  throwText: (_: number) => {
    throw "plain text";
  },
  /** Throws what cannot be taken apart. */
  failWithout: (_: number) => {
    throw Object.create(null);
  },
  failHoldingItself: (_: number) => {
    const error = new Error("round");
    error.cause = error;
    throw error;
  },
  waitForCancel: (begun: Cell, context: ExampleContext) =>
    new Promise((_resolve, reject) => {
      isBegun(begun);
      context.signal.addEventListener("abort", () => {
        canceled += 1;
        reject(context.signal.reason);
      });
    }),
  blockForEver: (begun: Cell) => {
    isBegun(begun);
    block(Number.POSITIVE_INFINITY);
  },
  die: (_: number) => process.exit(3),
  /** Returns its argument unchanged. */
  echo: (value: unknown) => value,
  echoLater: async (value: unknown) => value,
  /** How many have begun this task, this one among them. */
  order: (_: Uint8Array) => ++ordered,
  giveFunction: (_: number) => () => {},
  reverse: (bytes: Uint8Array<ArrayBuffer>) => new Transferred(bytes.toReversed(), [bytes.buffer]),
};

serve(tasks);
