// What an example is handed while it runs: its cancellation, a way to report which task is running or waiting, and a
// place to print. Does not depend on any model or runtime, and imports nothing.

/**
 * What a task does during a span.
 *
 * - `running`: it computes, and holds its lane.
 * - `blocking`: it pauses without releasing its lane; no other task gets the thread.
 * - `waiting`: it has released its lane and waits for something.
 */
export type SpanState = "running" | "blocking" | "waiting";

/** A stretch of one task's life. Times are milliseconds since the context was made, on one clock for all lanes. */
export interface Span {
  readonly task: string;
  readonly state: SpanState;
  /** The thread: `main`, `thread 1`, … */
  readonly lane: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A line that an example printed, in milliseconds since the context was made. */
export interface PrintedLine {
  readonly atMs: number;
  readonly text: string;
}

/** Where spans and printed lines go. */
export interface Recorder {
  span(span: Span): void;
  /** A span began that has not ended. Optional: only needed to show which tasks still wait. */
  began?(span: Omit<Span, "endMs">): void;
  line(line: PrintedLine): void;
}

/** What an example gets beside its input. */
export interface ExampleContext {
  /**
   * Aborted when the caller cancels; an example then cleans up, and rejects with the signal's reason or an AbortError.
   */
  readonly signal: AbortSignal;
  /** How many threads a model that has threads may use; an integer >= 1. */
  readonly threads: number;
  /** Records spans and lines; undefined if they are not recorded. */
  readonly recorder: Recorder | undefined;
  /** Milliseconds, with fractions, since the context was made; one clock for all lanes. */
  nowMs(): number;
  /** Does `work` at once and returns its result; `task` is running meanwhile. */
  running<A>(task: string, work: () => A): A;
  /** Does `pause` at once and returns its result; `task` holds its thread meanwhile, and computes nothing. */
  blocking<A>(task: string, pause: () => A): A;
  /** Returns `result` itself, or one that settles like it; `task` is waiting until it settles. */
  waiting<A>(task: string, result: Promise<A>): Promise<A>;
  /** Prints one line, at this moment. */
  print(text: string): void;
}

/** What a context is made from. */
export interface ContextOptions {
  /** Default: a signal that is never aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Default: 1. */
  readonly threads?: number | undefined;
  /** Default: none, and then a span costs one call of a function that does nothing else. */
  readonly recorder?: Recorder | undefined;
  /** Default: `main`. */
  readonly lane?: string | undefined;
  /** The clock, in milliseconds since whatever moment all lanes agree on. Default: since this call. */
  readonly nowMs?: (() => number) | undefined;
}

/**
 * Makes the context that an example gets.
 *
 * Without a recorder, `running`, `blocking` and `waiting` hand through what they are given, and `print` does
 * nothing.
 *
 * @throws RangeError when `threads` is not an integer >= 1.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { makeContext, type Span } from "@byturns/context";
 *
 * const spans: Span[] = [];
 * const context = makeContext({ recorder: { span: (span) => spans.push(span), line: () => {} } });
 * assert.equal(context.running("sum", () => 1 + 1), 2);
 * assert.equal(spans[0]?.state, "running");
 * ```
 */
export function makeContext(options: ContextOptions = {}): ExampleContext {
  const { recorder, lane = "main", threads = 1, nowMs = clockFromNow() } = options;
  const signal = options.signal ?? new AbortController().signal;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(`Cannot make a context of ${threads} threads: threads must be an integer >= 1`);
  }
  if (recorder === undefined) return { ...silent, signal, threads, nowMs };

  const during = <A>(task: string, state: SpanState, work: () => A): A => {
    const startMs = nowMs();
    recorder.began?.({ task, state, lane, startMs });
    try {
      return work();
    } finally {
      recorder.span({ task, state, lane, startMs, endMs: nowMs() });
    }
  };
  return {
    signal,
    threads,
    recorder,
    nowMs,
    running: (task, work) => during(task, "running", work),
    blocking: (task, pause) => during(task, "blocking", pause),
    waiting: (task, result) => {
      const startMs = nowMs();
      recorder.began?.({ task, state: "waiting", lane, startMs });
      return result.finally(() => recorder.span({ task, state: "waiting", lane, startMs, endMs: nowMs() }));
    },
    print: (text) => recorder.line({ atMs: nowMs(), text }),
  };
}

/**
 * A clock that counts milliseconds, with fractions, from the moment of this call.
 *
 * @param originNs where to count from, as `process.hrtime.bigint()` gave it on this thread: on Deno and Bun
 * every thread's clock has an origin of its own.
 */
export function clockFromNow(originNs: bigint = process.hrtime.bigint()): () => number {
  return () => Number(process.hrtime.bigint() - originNs) / 1e6;
}

const silent = {
  recorder: undefined,
  running: <A>(_task: string, work: () => A): A => work(),
  blocking: <A>(_task: string, pause: () => A): A => pause(),
  waiting: <A>(_task: string, result: Promise<A>): Promise<A> => result,
  print: (_text: string): void => {},
};
