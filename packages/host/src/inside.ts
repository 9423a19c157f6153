import type { Counters } from "@byturns/context";

/** What only the runtime itself can tell or do, from inside a measured process. */
export interface Inside {
  /** `node`, `deno`, `bun`, … */
  readonly runtime: string;
  /** The runtime's version, its engine's, and others that explain a difference. */
  versions(): Readonly<Record<string, string>>;
  /** Collects garbage as fully as the runtime lets itself be asked to. */
  collectGarbage(): void | Promise<void>;
  /**
   * Begins to count what this runtime reports on the main thread: promises, microtasks, timers, immediates. Counting makes
   * everything slower, so a process that counts measures no time. Left out where a runtime reports nothing.
   */
  count?(): Promise<Counters>;
}
