// Does one job: opens the cell's example, measures or watches it, traces one call, and says what was seen.
import type { Job, Measurement, Message, Report } from "@byturns/record/protocol";
import { type Act, makeStage } from "@byturns/stage";
import { clockStepMs } from "./clock-step.ts";
import type { Inside } from "./inside.ts";
import { measure } from "./measure.ts";
import { loadModel, type Models } from "./models.ts";
import { Outputs } from "./outputs.ts";
import { Recording } from "./recording.ts";
import { peakRssBytes } from "./usage.ts";
import { watchLoop } from "./watch.ts";

/**
 * @param firstLineMs when the host's first line ran, in milliseconds of the epoch.
 * @param signal ends the job early; it then rejects with the signal's reason.
 * @param tell is handed the printed lines of a live job, as they are printed.
 * @param models which there are. Default: the house's own.
 * @throws RangeError when there is no such model or example; whatever the example fails with.
 */
export async function perform(
  job: Job,
  inside: Inside,
  firstLineMs: number,
  signal: AbortSignal,
  tell: (line: Message & { _tag: "line" }) => void,
  models?: Models,
): Promise<Report> {
  const receivedMs = performance.now();
  const { example, input, threads } = job;
  const port = await loadModel(job.model, models);
  const against = port.unsupported(example, inside.runtime);
  if (against !== undefined) throw new RangeError(`${job.model} does not support ${example}: ${against}`);
  const outputs = new Outputs();
  const startUpMs = firstLineMs - job.startedAtMs;
  const { trace, ...measured } = job.live ? await live() : await measureAndTrace();
  const stepMs = clockStepMs();
  const measurement: Measurement = {
    versions: inside.versions(),
    startUpMs,
    ...measured,
    ...(stepMs === undefined ? {} : { clockStepMs: stepMs }),
    uncheckedCalls: outputs.unchecked,
  };
  return {
    measurement,
    outputs: outputs.values(),
    measuredCalls: outputs.measuredCalls(),
    ...(trace === undefined ? {} : { trace }),
  };

  async function measureAndTrace() {
    const measured = await measurePart();
    return { ...measured, trace: job.trace && !isTooLong(measured) ? await traceOnce() : undefined };
  }

  async function measurePart() {
    await using act = await port.open(example, makeStage({ signal, threads }));
    const opened = await open(act);
    if (job.kind === "time") {
      const timed = await measure(act, input, job, outputs, inside);
      return { ...opened, ...timed, ...(await peak(act)) };
    }
    const one = await measure(act, input, oneCall, outputs, inside);
    const peaked = await peak(act);
    if (isTooLong(one)) return { ...opened, ...one, ...peaked };
    const loopDelay = await watchLoop(act, input, job.measureMs, outputs);
    return { ...opened, ...one, ...peaked, loopDelay };
  }

  function isTooLong({ firstCallMs }: Pick<Measurement, "firstCallMs">): boolean {
    const isOnce = job.warmUpMs === 0 && job.measureMs === 0;
    return isOnce && firstCallMs >= longestToRepeatMs;
  }

  async function traceOnce() {
    const recording = new Recording();
    await using act = await port.open(example, recording.stage(signal, threads));
    const watched = recording.watch(act);
    // As warm as what was measured: a pool opened for the trace would show how its threads warm up.
    const warmUntilMs = performance.now() + job.warmUpMs;
    while (performance.now() < warmUntilMs) outputs.add(await watched.run(input));
    outputs.add(await watched.run(input));
    return recording.trace();
  }

  async function live() {
    const { word } = job;
    const recording = new Recording((line) => tell({ _tag: "line", word, line }));
    await using act = await port.open(example, recording.stage(signal, threads));
    const opened = await open(act);
    const one = await measure(recording.watch(act), input, oneCall, outputs, inside);
    return { ...opened, ...one, ...(await peak(act)), trace: recording.trace() };
  }

  async function peak(act: Act) {
    const bytes = peakRssBytes();
    const elsewhere = await act.elsewhere?.();
    return bytes === undefined ? {} : { peakRssBytes: bytes + (elsewhere?.peakRssBytes ?? 0) };
  }

  async function open(act: Act) {
    // The job's way from the lab to here is no part of it: a busy lab would count as a slow start.
    const openMs = startUpMs + (performance.now() - receivedMs);
    const elsewhere = await act.elsewhere?.();
    return { openMs, openRssBytes: process.memoryUsage.rss() + (elsewhere?.rssBytes ?? 0) };
  }
}

/**
 * Where a process makes one call because calls are long, one that took this long is not made again: neither for its trace nor
 * to watch the loop meanwhile.
 */
const longestToRepeatMs = 5_000;

const oneCall = { batch: 1, warmUpMs: 0, measureMs: 0 };
