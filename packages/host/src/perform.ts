// Does one job: opens the cell's example, measures or watches it, traces one call, and says what was seen.
import type { Job, Measurement, Message, Report } from "@byturns/record/protocol";
import { makeStage, type PrintedLine, type Recorder, type Span } from "@byturns/stage";
import type { Inside } from "./inside.ts";
import { measure } from "./measure.ts";
import { loadModel } from "./models.ts";
import { Outputs } from "./outputs.ts";
import { peakRssBytes, watchLoop } from "./watch.ts";

/**
 * @param firstLineMs when the host's first line ran, in milliseconds of the epoch.
 * @param signal ends the job early; it then rejects with the signal's reason.
 * @param tell is handed the printed lines of a live job, as they are printed.
 * @throws RangeError when there is no such model or example; whatever the example fails with.
 */
export async function perform(
  job: Job,
  inside: Inside,
  firstLineMs: number,
  signal: AbortSignal,
  tell: (line: Message & { _tag: "line" }) => void,
): Promise<Report> {
  const { example, input, threads } = job;
  const port = await loadModel(job.model);
  const against = port.unsupported(example, inside.runtime);
  if (against !== undefined) throw new RangeError(`${job.model} does not support ${example}: ${against}`);
  const outputs = new Outputs();
  const measured = await measurePart();
  const trace = job.trace ? { trace: await traceOnce() } : {};
  const measurement: Measurement = {
    versions: inside.versions(),
    startUpMs: firstLineMs - job.startedAtMs,
    ...measured,
    uncheckedCalls: outputs.unchecked,
  };
  return { measurement, outputs: outputs.values(), ...trace };

  async function measurePart() {
    const recorder = job.live ? liveRecorder(job.word, tell) : undefined;
    await using act = await port.open(example, makeStage({ signal, threads, recorder }));
    const openMs = Date.now() - job.startedAtMs;
    const openRssBytes = process.memoryUsage.rss();
    if (job.kind === "time") {
      const timed = await measure(act, input, job, outputs, inside);
      return { openMs, openRssBytes, ...timed, peakRssBytes: peakRssBytes() };
    }
    const one = await measure(act, input, { batch: 1, warmUpMs: 0, measureMs: 0 }, outputs, inside);
    const peak = peakRssBytes();
    const loopDelay = await watchLoop(act, input, job.measureMs, outputs);
    return { openMs, openRssBytes, ...one, peakRssBytes: peak, loopDelay };
  }

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

function liveRecorder(word: string, tell: (line: Message & { _tag: "line" }) => void): Recorder {
  return { span: () => {}, line: (line) => tell({ _tag: "line", word, line }) };
}
