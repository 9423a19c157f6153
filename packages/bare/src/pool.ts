// The pool of threads that the model brings, as a program would start one.
import { makeContext } from "@byturns/context";
import { Pool, type PoolOptions } from "@byturns/threads/internal/pool";
import type { Tasks } from "@byturns/threads/internal/serve";

export type { Pool };

/** What comes with each call. */
export interface Call {
  /** How many threads the pool has. */
  readonly threads: number;
  /** Cancels the call. */
  readonly signal: AbortSignal;
}

/** How a file wants its pool. */
export type BarePoolOptions = Omit<PoolOptions, "context">;

/** Starts a pool of `threads` threads that serve one worker file. */
export function startPool<Served extends Tasks>(
  worker: URL,
  threads: number,
  options: BarePoolOptions = {},
): Promise<Pool<Served>> {
  return Pool.start<Served>(worker, { ...options, context: makeContext({ threads }) });
}
