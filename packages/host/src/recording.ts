// The spans and lines of one call, in milliseconds since that call began.
import type { Trace } from "@byturns/record/protocol";
import { type Act, makeStage, type PrintedLine, type Span, type Stage } from "@byturns/stage";

/** As many spans, and as many lines, are kept: nobody can read more, and a million would not fit a message. */
export const maxKept = 20_000;

/** Records one call of one act. */
export class Recording {
  readonly #spans: Span[] = [];
  readonly #lines: PrintedLine[] = [];
  readonly #onLine: ((line: PrintedLine) => void) | undefined;
  #stage: Stage | undefined;
  #beganMs = 0;
  #wallMs = 0;
  #dropped = 0;

  /** @param onLine is handed each line as it is printed. */
  constructor(onLine?: (line: PrintedLine) => void) {
    this.#onLine = onLine;
  }

  /** The stage on which the act is opened. */
  stage(signal: AbortSignal, threads: number): Stage {
    const recorder = {
      span: (span: Span) => this.#keep(this.#spans, span),
      line: (line: PrintedLine) => {
        this.#keep(this.#lines, line);
        this.#onLine?.({ ...line, atMs: line.atMs - this.#beganMs });
      },
    };
    this.#stage = makeStage({ signal, threads, recorder });
    return this.#stage;
  }

  /** The act whose last call is noted. */
  watch(act: Pick<Act, "run" | "elsewhere">): Pick<Act, "run" | "elsewhere"> {
    const nowMs = () => this.#stage?.nowMs() ?? 0;
    return {
      ...(act.elsewhere === undefined ? {} : { elsewhere: act.elsewhere }),
      run: async (input) => {
        this.#spans.length = 0;
        this.#lines.length = 0;
        this.#dropped = 0;
        this.#beganMs = nowMs();
        const output = await act.run(input);
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
