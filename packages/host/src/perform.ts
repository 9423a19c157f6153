// Does one job: opens the cell's example, measures it, traces one call, and reports the result.

import { makeContext, type OpenExample } from "@byturns/context";
import type { Job, Measurement, Message, Result } from "@byturns/record/protocol";
import { clockStepMs } from "./clock-step.ts";
import { beginCounting } from "./counting/begin-counting.ts";
import { countCalls } from "./counting/count-calls.ts";
import type { Inside } from "./inside.ts";
import { measureLoopDelay } from "./loop-delay.ts";
import { measure } from "./measure.ts";
import { loadModel, type Models } from "./models.ts";
import { Outputs } from "./outputs.ts";
import { profileCalls } from "./profile-calls.ts";
import { Recording } from "./recording.ts";
import { repeatCalls } from "./repeat-calls.ts";
import { peakRssBytes } from "./usage.ts";

/**
 * @param firstLineMs when the host's first line ran, in milliseconds since the epoch.
 * @param signal ends the job early; it then rejects with the signal's reason.
 * @param tell receives the lines of a live job as they are printed.
 * @param models the available models. Default: this project's own.
 * @throws RangeError when the model or example does not exist; also the example's own failure.
 */
export async function perform(
  job: Job,
  inside: Inside,
  firstLineMs: number,
  signal: AbortSignal,
  tell: (line: Message & { _tag: "line" }) => void,
  models?: Models,
): Promise<Result> {
  const receivedMs = performance.now();
  const { example, threads } = job;
  const input = asParsed(job.input);
  const port = await loadModel(job.model, models);
  const against = port.unsupported(example, inside.runtime);
  if (against !== undefined) throw new RangeError(`${job.model} does not support ${example}: ${against}`);
  const outputs = new Outputs(undefined, undefined, port.assertOutput);
  const isOneCall = job.warmUpMs === 0 && job.measureMs === 0;
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
  const values = outputs.values();
  const { wrong = [], readings } = port.judge?.(input, values) ?? {};
  return {
    measurement,
    outputs: values,
    ...(wrong.length === 0 ? {} : { wrong }),
    ...(readings === undefined ? {} : { readings }),
    measuredCalls: outputs.measuredCalls(),
    ...(outputs.unchecked === 0 ? {} : { largestUnchecked: outputs.largestUnchecked }),
    ...(trace === undefined ? {} : { trace }),
  };

  async function measureAndTrace() {
    const measured = await measurePart();
    return { ...measured, trace: job.trace && !isTooLong(measured) ? await traceOnce() : undefined };
  }

  async function measurePart() {
    const counters = job.kind === "counts" ? await beginCounting(port, inside) : undefined;
    await using openExample = await port.open(example, makeContext({ signal, threads }));
    const opened = await open(openExample);
    if (counters !== undefined) {
      const counts = await countCalls(openExample, input, counters, outputs);
      return { ...opened, ...(await measure(openExample, input, oneCall, outputs, inside)), counts };
    }
    if (job.kind === "profile") {
      return { ...opened, ...(await profileCalls(openExample, input, job, outputs, inside)) };
    }
    if (job.kind === "repeat") {
      return { ...opened, ...(await repeatCalls(openExample, input, job.batch, outputs)) };
    }
    if (job.kind === "time") {
      let peaked: Awaited<ReturnType<typeof peak>> | undefined;
      const afterFirstCall = async () => {
        peaked = await peak(openExample);
      };
      const how = { ...job, afterFirstCall, monitorsLoop: true };
      const timed = await measure(openExample, input, how, outputs, inside);
      return { ...opened, ...timed, ...(isOneCall ? await peak(openExample) : peaked) };
    }
    const one = await measure(openExample, input, oneCall, outputs, inside);
    const peaked = await peak(openExample);
    if (isTooLong(one)) return { ...opened, ...one, ...peaked };
    const loopDelay = await measureLoopDelay(openExample, input, job.measureMs, outputs);
    return { ...opened, ...one, ...peaked, loopDelay };
  }

  function isTooLong({ firstCallMs }: Pick<Measurement, "firstCallMs">): boolean {
    return isOneCall && firstCallMs >= longestToRepeatMs;
  }

  async function traceOnce() {
    const recording = new Recording();
    await using openExample = await port.open(example, recording.context(signal, threads));
    const wrapped = recording.wrap(openExample);
    // The code is compiled by now; only a pool opened just for the trace would show its threads warming up.
    const warmUntilMs = performance.now() + Math.min(job.warmUpMs, traceWarmUpMs);
    while (performance.now() < warmUntilMs) outputs.add(await wrapped.run(input));
    outputs.add(await wrapped.run(input));
    return recording.trace();
  }

  async function live() {
    const { token } = job;
    const recording = new Recording((line) => tell({ _tag: "line", token, line }));
    await using openExample = await port.open(example, recording.context(signal, threads));
    const opened = await open(openExample);
    const one = await measure(recording.wrap(openExample), input, oneCall, outputs, inside);
    return { ...opened, ...one, ...(await peak(openExample)), trace: recording.trace() };
  }

  async function peak(openExample: OpenExample) {
    const bytes = peakRssBytes();
    const elsewhere = await openExample.elsewhere?.();
    return bytes === undefined ? {} : { peakRssBytes: bytes + (elsewhere?.peakRssBytes ?? 0) };
  }

  async function open(openExample: OpenExample) {
    // The job's way from the lab is excluded: a busy lab would count as a slow start.
    const openMs = startUpMs + (performance.now() - receivedMs);
    const elsewhere = await openExample.elsewhere?.();
    return { openMs, openRssBytes: process.memoryUsage.rss() + (elsewhere?.rssBytes ?? 0) };
  }
}

/**
 * The input, made by this engine's own JSON parser, as a program's would be. Deno's message channel makes objects whose
 * properties are kept in a table of their own: reading them takes several times as long, in every call.
 */
function asParsed(input: unknown): unknown {
  return input === undefined ? undefined : JSON.parse(JSON.stringify(input));
}

/**
 * If a process makes a single call because calls are long, a call that took this long is not repeated, neither for its
 * trace nor to monitor the loop.
 */
const longestToRepeatMs = 5_000;

/** The longest warm-up before the traced call. */
const traceWarmUpMs = 30;

const oneCall = { batch: 1, warmUpMs: 0, measureMs: 0 };
