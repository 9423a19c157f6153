// The messages between the process that calls and its machines beside the cluster: over the channel between a parent and its
// children, as JSON.
import type { Elsewhere, PrintedLine, Span } from "@byturns/context";

/** What the calling process asks a machine; answered in the order of the questions. */
export type Ask =
  /** Where all machines listen, itself among them; answered when it serves. */
  | { readonly ask: "serve"; readonly ports: readonly number[] }
  /** The time of its monotonic clock, in nanoseconds, as text. */
  | { readonly ask: "clock" }
  /** When the calling process's context was made, in the machine's own time. */
  | { readonly ask: "origin"; readonly originNs: string }
  /** What it has recorded since it was last asked. */
  | { readonly ask: "seen" }
  /** What it has used so far. */
  | { readonly ask: "usage" };

/** What a machine answers. */
export interface Answers {
  readonly serve: null;
  readonly clock: string;
  readonly origin: null;
  readonly seen: { readonly spans: readonly Span[]; readonly lines: readonly PrintedLine[] };
  readonly usage: Elsewhere;
}

/** What a machine is started with, as its only argument, in JSON. */
export interface Setup {
  /** The module whose `layer` it serves. */
  readonly file: string;
  /** Counted from 0. */
  readonly place: number;
  /** How many machines there are. */
  readonly machines: number;
  readonly recording: boolean;
  /** The process that started it, and with which it ends. */
  readonly parent: number;
}
