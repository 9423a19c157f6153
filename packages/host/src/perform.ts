// Does one job: opens the cell's example, measures it, traces one call, and says what was seen.
import type { Job, Message, Report } from "@byturns/record/protocol";
import { makeStage, type PrintedLine, type Recorder, type Span } from "@byturns/stage";
import type { Inside } from "./inside.ts";
import { measure, Outputs } from "./measure.ts";
import { loadModel } from "./models.ts";

/**
 * @param signal ends the job early; it then rejects with the signal's reason.
 * @param tell is handed the printed lines of a live job, as they are printed.
 * @throws RangeError when there is no such model or example; whatever the example fails with.
 */
export async function perform(
  job: Job,
  inside: Inside,
  signal: AbortSignal,
  tell: (message: Message) => void,
): Promise<Report> {
  const startUpMs = performance.now();
  const { example, input, threads } = job;
  const port = await loadModel(job.model);
  const against = port.unsupported(example, inside.runtime);
  if (against !== undefined) throw new RangeError(`${job.model} does not support ${example}: ${against}`);
  const outputs = new Outputs();
  const live = job.live ? liveRecorder(tell) : undefined;
  const measuredPart = async () => {
    await using act = await port.open(example, makeStage({ signal, threads, recorder: live }));
    const openMs = performance.now();
    return { openMs, measured: await measure(act, input, job, outputs, inside) };
  };
  const { openMs, measured } = await measuredPart();
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  const trace = job.trace ? { trace: await traceOnce() } : {};
  return {
    versions: inside.versions(),
    startUpMs,
    openMs,
    ...measured,
    peakRssBytes,
    outputs: outputs.values(),
    uncheckedCalls: outputs.unchecked,
    ...trace,
  };

  async function traceOnce() {
    const spans: Span[] = [];
    const lines: PrintedLine[] = [];
    const recorder = {
      span: (span: Span) => spans.push(span),
      line: (line: PrintedLine) => lines.push(line),
    };
    const stage = makeStage({ signal, threads, recorder });
    await using act = await port.open(example, stage);
    const beganMs = stage.nowMs();
    outputs.add(await act.run(input));
    return {
      spans: spans.map((span) => ({ ...span, startMs: span.startMs - beganMs, endMs: span.endMs - beganMs })),
      lines: lines.map((line) => ({ ...line, atMs: line.atMs - beganMs })),
      wallMs: stage.nowMs() - beganMs,
    };
  }
}

function liveRecorder(tell: (message: Message) => void): Recorder {
  return { span: () => {}, line: (line) => tell({ _tag: "line", line }) };
}
