// The calls that a CPU profile is read from, between two marks that every profiler sees.
import type { OpenExample } from "@byturns/context";
import type { Inside } from "./inside.ts";
import { type Measured, maxSamples, summarize } from "./measure.ts";
import type { Outputs } from "./outputs.ts";

/** Long enough to be sampled many times at one sample in 200 µs, and a few times at one in 1 ms. */
const markMs = 12;

/**
 * Warms an example up, and makes calls for `measureMs` between two marks. The profiler itself was started with the process.
 *
 * Only the last output is kept: to write each down would be a part of what is profiled.
 */
export async function profileCalls(
  open: Pick<OpenExample, "run">,
  input: unknown,
  { warmUpMs, measureMs }: { readonly warmUpMs: number; readonly measureMs: number },
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
  const untilMs = performance.now() + markMs;
  while (performance.now() < untilMs);
}

function byturnsProfileEnds(): void {
  const untilMs = performance.now() + markMs;
  while (performance.now() < untilMs);
}
