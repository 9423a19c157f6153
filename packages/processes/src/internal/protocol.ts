// What a pool and its child processes send one another over their IPC channel, as structured clones.
//
// Lists are flat, such as id, task, argument, id, task, argument: to clone a list of objects costs more than what it holds.
import type { Elsewhere, PrintedLine, Span } from "@byturns/context";
import type { FailureData } from "@byturns/threads/internal/pool/failure";

/** What the pool sends to a child process. */
export type Request =
  /**
   * Runs tasks: id, name, argument, and again. For `lookMs` after them the process looks for the next ones; `byFile` where the
   * answer may lie in the mailbox. There, tasks are `lookMs` and `run` in one list.
   */
  | { readonly run: readonly unknown[]; readonly lookMs: number; readonly byFile: boolean }
  | Mailed
  /** Answers what tasks asked: the id of the question, the value, and again. */
  | { readonly answers: readonly unknown[] }
  | { readonly refused: number; readonly failure: FailureData }
  /** Cancels the task of this id. */
  | { readonly cancel: number; readonly reason: FailureData }
  | { readonly clock: number }
  /** When the context was made, in the child's own time. */
  | { readonly originNs: bigint }
  | { readonly usage: number };

/** Something lies in the mailbox, for a side that has just ceased to look. */
export interface Mailed {
  readonly mailed: true;
}

/** What a child process sends to the pool. */
export type Reply =
  | Mailed
  /** Results: id, value, and again. */
  | { readonly done: readonly unknown[] }
  | { readonly failed: number; readonly failure: FailureData }
  /** What tasks ask: the task's id, the question's id, its name, its argument, and again. */
  | { readonly asks: readonly unknown[] }
  | { readonly spans: readonly Span[] }
  | { readonly line: PrintedLine }
  | { readonly clock: number; readonly nowNs: bigint }
  | { readonly usage: number; readonly used: Elsewhere };

/** The id of what a task reports, to which no answer is wanted. */
export const noQuestion = 0;

/** What a child process is started with, as its only argument, in JSON. */
export interface ChildSetup {
  readonly lane: string;
  /** How many child processes the pool has. */
  readonly processes: number;
  readonly recording: boolean;
  /** The file of its mailbox; undefined where there is none. */
  readonly mailbox?: string | undefined;
}
