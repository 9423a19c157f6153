// A limit for a small input: a run that does not end in time is repeated with its spans recorded, and the error shows
// which task waits for what.
import { setTimeout as sleep } from "node:timers/promises";
import { makeContext, type Port, type Span } from "@byturns/context";

/** Small inputs take milliseconds; on a busy machine, and with a process to start, they take some seconds. */
export const limitMs = 12_000;
/** How long the second run continues until its spans are read. */
const recordMs = 1_000;
const shown = 12;

/**
 * Waits for a run of a small input.
 *
 * @param run the run, which has begun.
 * @param timeMs how long it may take. Default: `limitMs`.
 * @returns what the run returns.
 * @throws Error when the run takes longer; its message names model and example, and holds the spans that have not ended and
 * the last that have; whatever the run rejects with.
 */
export async function withinLimit(
  port: Port,
  example: string,
  input: unknown,
  run: Promise<unknown>,
  threads: number,
  timeMs: number = limitMs,
): Promise<unknown> {
  const over = new AbortController();
  const late = sleep(timeMs, "late" as const, { signal: over.signal }).catch(() => "ended" as const);
  try {
    const first = await Promise.race([run.then((output) => ({ output })), late]);
    if (typeof first === "object") return first.output;
  } finally {
    over.abort();
  }
  run.catch(() => {});
  const spans = await spansOf(port, example, input, threads);
  throw new Error(`${example} on ${port.model} did not end within ${timeMs} ms. Run again, ${spans}`);
}

/** Runs an input for a while and writes down its spans. */
async function spansOf(port: Port, example: string, input: unknown, threads: number): Promise<string> {
  const open: Omit<Span, "endMs">[] = [];
  const ended: Span[] = [];
  const recorder = {
    began: (span: Omit<Span, "endMs">) => void open.push(span),
    span: (span: Span) => {
      const at = open.findIndex(
        ({ task, state, lane }) => task === span.task && state === span.state && lane === span.lane,
      );
      if (at >= 0) open.splice(at, 1);
      ended.push(span);
      if (ended.length > shown) ended.shift();
    },
    line: () => {},
  };
  const controller = new AbortController();
  const opened = await port.open(example, makeContext({ threads, recorder, signal: controller.signal }));
  opened.run(input).catch(() => {});
  await sleep(recordMs);
  const describe = (spans: readonly Omit<Span, "endMs">[]) =>
    spans.map(
      ({ task, state, lane, startMs }) => `  ${task} on ${lane}: ${state} since ${startMs.toFixed(1)} ms`,
    );
  const lines = [
    open.length === 0 ? "no span was open." : "these spans were open:",
    ...describe(open.slice(0, shown)),
    ...(open.length > shown ? [`  and ${open.length - shown} more`] : []),
    ended.length === 0 ? "No span had ended." : "The last that had ended:",
    ...describe(ended),
  ];
  controller.abort();
  // An example that hangs may not close either.
  Promise.resolve(opened[Symbol.asyncDispose]()).catch(() => {});
  return lines.join("\n");
}
