// What a task is handed on its thread.
import type { ExampleContext, Span } from "@byturns/context";
import type { Claims } from "./claims.ts";

/** The context of one task. Its signal is made when it is asked for: most tasks end without. */
export class TaskContext implements ExampleContext {
  /** The table that its task was claimed in: a later one may be larger. */
  readonly claims: Claims;
  readonly spans: readonly Span[];
  readonly threads: number;
  readonly recorder: ExampleContext["recorder"];
  readonly nowMs: ExampleContext["nowMs"];
  readonly running: ExampleContext["running"];
  readonly blocking: ExampleContext["blocking"];
  readonly waiting: ExampleContext["waiting"];
  readonly print: ExampleContext["print"];
  #controller: AbortController | undefined;

  constructor(thread: ExampleContext, claims: Claims, spans: readonly Span[] = []) {
    this.claims = claims;
    this.spans = spans;
    this.threads = thread.threads;
    this.recorder = thread.recorder;
    this.nowMs = thread.nowMs;
    this.running = thread.running;
    this.blocking = thread.blocking;
    this.waiting = thread.waiting;
    this.print = thread.print;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
  }
}
