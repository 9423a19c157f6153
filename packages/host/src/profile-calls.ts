// The calls that a CPU profile is read from, between two marks that appear in every profiler.
import type { OpenExample } from "@byturns/context";
import type { Job } from "@byturns/record/protocol";
import type { Inside } from "./inside.ts";
import { type Measured, maxSamples, summarize } from "./measure.ts";
import type { Outputs } from "./outputs.ts";

/** In processor time, twice a mark: enough for many samples even if other processes compete for the processor. */
const markUs = 20_000;

/**
 * Warms up an example and makes calls for `measureMs` between two marks, which are in the profile and in the log of
 * collections. The profiler was started with the process.
 *
 * Only the last output is kept: serializing each one would show up in the profile.
 */
export async function profileCalls(
  open: Pick<OpenExample, "run">,
  input: unknown,
  { warmUpMs, measureMs, slowdown = 0 }: Pick<Job, "warmUpMs" | "measureMs" | "slowdown">,
  outputs: Outputs,
  inside: Pick<Inside, "collectGarbage" | "markCollections">,
): Promise<Measured> {
  const samplesMs = new Float64Array(maxSamples);
  const firstMs = performance.now();
  outputs.add(await open.run(input));
  const firstCallMs = performance.now() - firstMs;
  // Before the warm-up, as where calls are timed: a full collection drops compiled code.
  await inside.collectGarbage();
  const warmUntilMs = performance.now() + warmUpMs - firstCallMs;
  while (performance.now() < warmUntilMs) await open.run(input);

  byturnsProfileBegins(inside);
  let output: unknown;
  let count = 0;
  let nowMs = performance.now();
  const untilMs = nowMs + measureMs;
  do {
    const startMs = nowMs;
    output = await open.run(input);
    // A known extra cost, in a function of its own, which a difference of profiles must find.
    if (slowdown > 0) injectedExtra(startMs, slowdown);
    nowMs = performance.now();
    samplesMs[count++] = nowMs - startMs;
  } while (nowMs < untilMs && count < maxSamples);
  byturnsProfileEnds(inside);

  outputs.add(output, true);
  return {
    firstCallMs,
    wall: summarize(samplesMs.subarray(0, count)),
    calls: count,
    cpuUserMs: 0,
    cpuSystemMs: 0,
  };
}

// The reader of the profile looks for these names; two functions, so that one mark is not mistaken for the other.

// Marking collections is one for V8, which is to be outside the profiled calls as well: it has computing on both sides.

function byturnsProfileBegins(inside: Pick<Inside, "markCollections">): void {
  computeFor(markUs);
  inside.markCollections?.();
  computeFor(markUs);
}

function byturnsProfileEnds(inside: Pick<Inside, "markCollections">): void {
  computeFor(markUs);
  inside.markCollections?.();
  computeFor(markUs);
}

/** Reads the clock only now and then: what that returns is garbage, which is not to be collected between the marks. */
function computeFor(us: number): number {
  const untilUs = process.cpuUsage().user + us;
  let sum = 0;
  do for (let i = 0; i < 10_000; i++) sum = (Math.imul(sum, 31) + i) | 0;
  while (process.cpuUsage().user < untilUs);
  return sum;
}

/** Computes until the time elapsed since `startMs` has grown by `slowdown`; reads the clock only now and then. */
function injectedExtra(startMs: number, slowdown: number): number {
  const untilMs = startMs + (performance.now() - startMs) * (1 + slowdown);
  let sum = 0;
  do for (let i = 0; i < 1_000; i++) sum = (Math.imul(sum, 31) + i) | 0;
  while (performance.now() < untilMs);
  return sum;
}
