// The spans and lines of one call, in milliseconds since the call began.

import {
  type ExampleContext,
  makeContext,
  type OpenExample,
  type PrintedLine,
  type Span,
} from "@byturns/context";
import { bounded } from "@byturns/record/bounded";
import { lineChars } from "@byturns/record/bounds";
import type { Trace } from "@byturns/record/protocol";

/** The maximum number of spans, and of lines: more cannot be read, and a million would not fit in a message. */
export const maxKept = 20_000;

/** Records one call of one openExample. */
export class Recording {
  readonly #spans: Span[] = [];
  readonly #lines: PrintedLine[] = [];
  readonly #onLine: ((line: PrintedLine) => void) | undefined;
  #context: ExampleContext | undefined;
  #beganMs = 0;
  #wallMs = 0;
  #dropped = 0;

  /** @param onLine receives each line as it is printed. */
  constructor(onLine?: (line: PrintedLine) => void) {
    this.#onLine = onLine;
  }

  /** The context on which the openExample is opened. */
  context(signal: AbortSignal, threads: number): ExampleContext {
    const recorder = {
      span: (span: Span) => this.#keep(this.#spans, { ...span, task: bounded(span.task, lineChars) }),
      line: (line: PrintedLine) => {
        const kept = { ...line, text: bounded(line.text, lineChars) };
        this.#keep(this.#lines, kept);
        this.#onLine?.({ ...kept, atMs: line.atMs - this.#beganMs });
      },
    };
    this.#context = makeContext({ signal, threads, recorder });
    return this.#context;
  }

  /** The openExample whose last call is recorded. */
  wrap(openExample: Pick<OpenExample, "run" | "elsewhere">): Pick<OpenExample, "run" | "elsewhere"> {
    const nowMs = () => this.#context?.nowMs() ?? 0;
    return {
      ...(openExample.elsewhere === undefined ? {} : { elsewhere: openExample.elsewhere }),
      run: async (input) => {
        this.#spans.length = 0;
        this.#lines.length = 0;
        this.#dropped = 0;
        this.#beganMs = nowMs();
        const output = await openExample.run(input);
        this.#wallMs = nowMs() - this.#beganMs;
        return output;
      },
    };
  }

  trace(): Trace {
    const since = (ms: number) => ms - this.#beganMs;
    return {
      spans: this.#spans.map((span) => ({ ...span, startMs: since(span.startMs), endMs: since(span.endMs) })),
      lines: this.#lines.map((line) => ({ ...line, atMs: since(line.atMs) })),
      wallMs: this.#wallMs,
      ...(this.#dropped === 0 ? {} : { dropped: this.#dropped }),
    };
  }

  #keep<A>(kept: A[], one: A): void {
    if (kept.length < maxKept) kept.push(one);
    else this.#dropped += 1;
  }
}
