// What a task on a child process is handed: the context of an example, and a way to ask its caller.
import type { ExampleContext, Span } from "@byturns/context";

/** The context of one task. */
export interface ProcessContext extends ExampleContext {
  /**
   * Asks the caller one of the questions that it answers for this task, and waits.
   *
   * @returns what the caller answers.
   * @throws what the caller's answer throws, rebuilt; the reason when the task is canceled; RangeError when it does not answer that
   * question.
   */
  ask<Answer>(question: string, argument?: unknown): Promise<Answer>;
  /**
   * Sends a message without an answer to the same functions of the caller; also when the task is canceled. It comes
   * before the result.
   */
  report(question: string, argument?: unknown): void;
}

/** Where an answer goes. */
export interface Asked {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** Sends a question, with or without an answer. Returns a function that forgets it. */
export type SendQuestion = (question: string, argument: unknown, asked?: Asked) => () => void;

/** Its signal is made when it is asked for: most tasks end without. */
export class TaskContext implements ProcessContext {
  readonly spans: readonly Span[];
  readonly threads: number;
  readonly recorder: ExampleContext["recorder"];
  readonly nowMs: ExampleContext["nowMs"];
  readonly running: ExampleContext["running"];
  readonly blocking: ExampleContext["blocking"];
  readonly waiting: ExampleContext["waiting"];
  readonly print: ExampleContext["print"];
  readonly #send: SendQuestion;
  #controller: AbortController | undefined;

  constructor(process: ExampleContext, send: SendQuestion, spans: readonly Span[]) {
    this.spans = spans;
    this.threads = process.threads;
    this.recorder = process.recorder;
    this.nowMs = process.nowMs;
    this.running = process.running;
    this.blocking = process.blocking;
    this.waiting = process.waiting;
    this.print = process.print;
    this.#send = send;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
  }

  report(question: string, argument?: unknown): void {
    this.#send(question, argument);
  }

  ask<Answer>(question: string, argument?: unknown): Promise<Answer> {
    const { signal } = this;
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        forget();
        reject(signal.reason);
      };
      const settled = () => signal.removeEventListener("abort", onAbort);
      const forget = this.#send(question, argument, {
        resolve: (answer) => {
          settled();
          resolve(answer as Answer);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }
}
