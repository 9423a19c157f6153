// Answers that travel together.
import type { MessagePort } from "node:worker_threads";
import { toFailureData } from "./failure.ts";
import { type Reply, Transferred } from "./protocol.ts";
import { turnMs } from "./queue-consumer.ts";
import { idOf, pushDone } from "./task-values.ts";

/** Sends answers in messages, several in one. A thread that is ended takes along those that it still keeps. */
export class Answers {
  readonly #port: MessagePort;
  #kept: unknown[] = [];
  #sinceMs = 0;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  add(id: number, value: unknown): void {
    if (value instanceof Transferred) {
      this.flush();
      this.#post([id, value.value], value.transfer);
      return;
    }
    pushDone(this.#kept, id, value);
    if (this.#kept.length === 2) {
      this.#sinceMs = performance.now();
      // After what has to be done in this turn anyway, which may bring more of them.
      queueMicrotask(() => this.flush());
    } else if (performance.now() - this.#sinceMs > turnMs) this.flush();
  }

  flush(): void {
    const kept = this.#kept;
    if (kept.length === 0) return;
    this.#kept = [];
    this.#post(kept, []);
  }

  #post(done: readonly unknown[], transfer: readonly ArrayBuffer[]): void {
    try {
      this.#port.postMessage({ done } satisfies Reply, transfer as ArrayBuffer[]);
    } catch (error) {
      // One that cannot be cloned fails alone.
      if (done.length > 2) for (let i = 0; i < done.length; i += 2) this.#post(done.slice(i, i + 2), []);
      else this.#port.postMessage({ failed: idOf(done[0]), failure: toFailureData(error) } satisfies Reply);
    }
  }
}
