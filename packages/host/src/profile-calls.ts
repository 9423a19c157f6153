// The calls that a CPU profile is read from, between two marks that every profiler sees.
import type { OpenExample } from "@byturns/context";
import type { Job } from "@byturns/record/protocol";
import type { Inside } from "./inside.ts";
import { type Measured, maxSamples, summarize } from "./measure.ts";
import type { Outputs } from "./outputs.ts";

/** Of processor time: enough for many samples, also where others have the processor meanwhile. */
const markUs = 15_000;

/**
 * Warms an example up, and makes calls for `measureMs` between two marks. The profiler itself was started with the process.
 *
 * Only the last output is kept: to write each down would be a part of what is profiled.
 */
export async function profileCalls(
  open: Pick<OpenExample, "run">,
  input: unknown,
  { warmUpMs, measureMs, slowdown = 0 }: Pick<Job, "warmUpMs" | "measureMs" | "slowdown">,
  outputs: Outputs,
  inside: Pick<Inside, "collectGarbage">,
): Promise<Measured> {
  const samplesMs = new Float64Array(maxSamples);
  const firstMs = performance.now();
  outputs.add(await open.run(input));
  const firstCallMs = performance.now() - firstMs;
  const warmUntilMs = firstMs + warmUpMs;
  while (performance.now() < warmUntilMs) await open.run(input);
  await inside.collectGarbage();

  byturnsProfileBegins();
  let output: unknown;
  let count = 0;
  let nowMs = performance.now();
  const untilMs = nowMs + measureMs;
  do {
    const startMs = nowMs;
    output = await open.run(input);
    // A known extra, in a function of its own: what a difference of profiles must find.
    if (slowdown > 0) injectedExtra(startMs, slowdown);
    nowMs = performance.now();
    samplesMs[count++] = nowMs - startMs;
  } while (nowMs < untilMs && count < maxSamples);
  byturnsProfileEnds();

  outputs.add(output, true);
  return {
    firstCallMs,
    wall: summarize(samplesMs.subarray(0, count)),
    calls: count,
    cpuUserMs: 0,
    cpuSystemMs: 0,
  };
}

// The names are what the reader of the profile looks for; two functions, so that neither mark is taken for the other.

function byturnsProfileBegins(): void {
  const untilUs = process.cpuUsage().user + markUs;
  while (process.cpuUsage().user < untilUs);
}

function byturnsProfileEnds(): void {
  const untilUs = process.cpuUsage().user + markUs;
  while (process.cpuUsage().user < untilUs);
}

/** Computes until what has passed since `startMs` has grown by `slowdown`; looks at the clock now and then only. */
function injectedExtra(startMs: number, slowdown: number): number {
  const untilMs = startMs + (performance.now() - startMs) * (1 + slowdown);
  let sum = 0;
  do for (let i = 0; i < 1_000; i++) sum = (Math.imul(sum, 31) + i) | 0;
  while (performance.now() < untilMs);
  return sum;
}
