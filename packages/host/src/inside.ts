import type { Counters } from "@byturns/context";

/** What only the runtime itself can report or do, from inside a measured process. */
export interface Inside {
  /** `node`, `deno`, `bun`, … */
  readonly runtime: string;
  /** The version of the runtime, of its engine, and others that may explain a difference. */
  versions(): Readonly<Record<string, string>>;
  /** Collects garbage as fully as the runtime allows. */
  collectGarbage(): void | Promise<void>;
  /**
   * Leaves a mark in the runtime's log of its garbage collections; see the lab's `collections-log.ts`. Left out if a
   * runtime keeps no such log.
   */
  markCollections?(): void;
  /**
   * Begins to count what this runtime reports on the main thread: promises, microtasks, timers, immediates. Counting
   * slows everything down, so a process that counts measures no time. Left out if a runtime reports nothing.
   */
  count?(): Promise<Counters>;
}
