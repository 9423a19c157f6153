// What the pool and its threads send each other, and what a thread is started with.
import type { ExampleContext, Span } from "@byturns/context";
import type { Claims } from "./claims.ts";
import type { FailureData } from "./failure.ts";
import type { SharedSetup } from "./queue-consumer.ts";

/** What a worker offers: functions that take a plain value and the context on this thread. */
// biome-ignore lint/suspicious/noExplicitAny: each task types its own argument; the pool's `run` checks it.
export type Tasks = Readonly<Record<string, (argument: any, context: ExampleContext) => unknown>>;

/** A result whose buffers are transferred instead of copied. Return `new Transferred(value, [buffer])`. */
export class Transferred<A> {
  readonly value: A;
  readonly transfer: readonly ArrayBuffer[];
  constructor(value: A, transfer: readonly ArrayBuffer[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

/**
 * What the pool sends to a worker. Runs are a flat list of id, task and argument: cloning a list of objects costs more than
 * everything in it. An id below 0 is `~id`, and its argument an error that was taken apart.
 */
export type Request =
  /** For `lookMs` after its last answer the thread keeps its event loop turning, so that the next request need not wake it. */
  | { readonly run: readonly unknown[]; readonly lookMs: number }
  /** The answer to `fetch`: the slot and its run, or -1 and none if the task was withdrawn meanwhile. */
  | { readonly run: readonly unknown[]; readonly fetched: number }
  | { readonly cancel: number; readonly reason: FailureData }
  | { readonly look: true }
  | { readonly clock: number }
  | { readonly originNs: bigint }
  /** For the runs that come after it. */
  | { readonly claims: Claims };

/** What a worker sends back. What was done is a flat list of id and value; of `~id` and an error that was taken apart. */
export type Reply =
  | { readonly done: readonly unknown[] }
  | { readonly failed: number; readonly failure: FailureData }
  | { readonly spans: readonly Span[] }
  | { readonly line: string; readonly atMs: number }
  | { readonly look: true }
  /** The id of a task whose argument is asked for. */
  | { readonly fetch: number }
  /** The thread has begun as many tasks as it may, and all of them have ended. */
  | { readonly retired: true }
  | { readonly clock: number; readonly nowNs: bigint; readonly tasks: readonly string[] };

/** What a worker is started with. */
export interface WorkerSetup {
  readonly lane: string;
  readonly threads: number;
  readonly recording: boolean;
  readonly claims: Claims;
  /** Memory that all threads of the pool share. */
  readonly memory: unknown;
  /** Where tasks are taken from that do not come in messages. */
  readonly shared: SharedSetup | undefined;
}
