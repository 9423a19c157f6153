// Times calls: awaited warm-up, then one sample per batch into a bounded array that exists before the first.
// An output is kept as text, outside the time that is measured, and only once.

import type { OpenExample } from "@byturns/context";
import type { Measurement, WallTime } from "@byturns/record/protocol";
import type { Inside } from "./inside.ts";
import { LoopDelayMonitor } from "./loop-delay.ts";
import type { Outputs } from "./outputs.ts";
import { quantile } from "./quantile.ts";
import { tellsSwitches, type Usage, usage } from "./usage.ts";

/** How an openExample is measured. */
export interface Measuring {
  /** Calls between two readings of the clock, >= 1. */
  readonly batch: number;
  /** Both 0: one batch, the first, is timed. */
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Every batch is made to take so much longer: 0.05 for 5 %. Default: 0. */
  readonly slowdown?: number;
  /** Called after the first call, before anything else runs. */
  readonly afterFirstCall?: () => Promise<void>;
  /** Whether the event loop's delay is read while the example warms up, when nothing is timed. Default: false. */
  readonly monitorsLoop?: boolean;
}

/** What was measured, as it stands in a result. */
export type Measured = Pick<
  Measurement,
  | "firstCallMs"
  | "wall"
  | "calls"
  | "cpuUserMs"
  | "cpuSystemMs"
  | "voluntarySwitches"
  | "involuntarySwitches"
  | "loopDelay"
>;

/** More samples than this are not taken; the measuring ends early. */
export const maxSamples = 65_536;
/** A call of so many warm-ups is not made once more for the sake of the monitor. */
const longestMonitored = 4;
/** More samples than this are not reported. */
const maxReported = 512;

/**
 * Warms an openExample up, collects garbage, and measures it.
 *
 * While it warms up the event loop can be monitored; that takes one call at least, unless one is several times as long as the
 * warm-up.
 *
 * @throws whatever the example rejects with; nothing is measured then.
 */
export async function measure(
  openExample: Pick<OpenExample, "run" | "elsewhere">,
  input: unknown,
  how: Measuring,
  outputs: Outputs,
  inside: Pick<Inside, "collectGarbage">,
): Promise<Measured> {
  const { batch, warmUpMs, measureMs, slowdown = 0, afterFirstCall, monitorsLoop = false } = how;
  const once = warmUpMs === 0 && measureMs === 0;
  const returned: unknown[] = new Array(batch);
  const samplesMs = new Float64Array(once ? 1 : maxSamples);
  const cpu = new Cpu();

  const firstMs = performance.now();
  if (!once) outputs.add(await openExample.run(input));
  let firstCallMs = performance.now() - firstMs;
  await afterFirstCall?.();
  const warmUntilMs = performance.now() + warmUpMs - firstCallMs;
  const isMonitored = monitorsLoop && !once && firstCallMs < longestMonitored * warmUpMs;
  const monitor = isMonitored ? new LoopDelayMonitor() : undefined;
  let mustCall = isMonitored;
  while (mustCall || performance.now() < warmUntilMs) {
    mustCall = false;
    for (let i = 0; i < batch; i++) returned[i] = await openExample.run(input);
    for (const output of returned) outputs.add(output);
  }
  const loopDelay = monitor?.stop();
  await inside.collectGarbage();

  let count = 0;
  const elsewhereBefore = await openExample.elsewhere?.();
  const untilMs = performance.now() + measureMs;
  do {
    cpu.begin();
    const startMs = performance.now();
    for (let i = 0; i < batch; i++) {
      returned[i] = await openExample.run(input);
      // The first call of all is one of those that are timed here, and it alone is the first.
      if (once && i === 0) firstCallMs = performance.now() - startMs;
    }
    if (slowdown > 0) spinSince(startMs, slowdown);
    samplesMs[count++] = (performance.now() - startMs) / batch;
    cpu.end();
    for (const output of returned) outputs.add(output, true);
  } while (performance.now() < untilMs && count < samplesMs.length);

  cpu.add(elsewhereBefore, await openExample.elsewhere?.());
  const wall = summarize(samplesMs.subarray(0, count));
  const calls = count * batch;
  return { firstCallMs, wall, calls, ...cpu.per(calls), ...(loopDelay === undefined ? {} : { loopDelay }) };
}

/** Spins until what has passed since `startMs` has grown by `slowdown`. */
function spinSince(startMs: number, slowdown: number): void {
  const untilMs = startMs + (performance.now() - startMs) * (1 + slowdown);
  while (performance.now() < untilMs);
}

/**
 * CPU time and context switches of the whole process, all threads, between `begin` and `end`, added up; and those of other
 * processes, which are not asked between two calls.
 */
class Cpu {
  #before = usage();
  readonly #sum = { userUs: 0, systemUs: 0, voluntarySwitches: 0, involuntarySwitches: 0 };

  begin(): void {
    this.#before = usage();
  }

  end(): void {
    this.add(this.#before, usage());
  }

  /** What was used between two readings; nothing where there are none. */
  add(before: Usage | undefined, now: Usage | undefined): void {
    if (before === undefined || now === undefined) return;
    const sum = this.#sum;
    sum.userUs += now.userUs - before.userUs;
    sum.systemUs += now.systemUs - before.systemUs;
    sum.voluntarySwitches += now.voluntarySwitches - before.voluntarySwitches;
    sum.involuntarySwitches += now.involuntarySwitches - before.involuntarySwitches;
  }

  per(calls: number) {
    const { userUs, systemUs, voluntarySwitches, involuntarySwitches } = this.#sum;
    return {
      cpuUserMs: userUs / 1_000 / calls,
      cpuSystemMs: systemUs / 1_000 / calls,
      ...(tellsSwitches()
        ? {
            voluntarySwitches: voluntarySwitches / calls,
            involuntarySwitches: involuntarySwitches / calls,
          }
        : {}),
    };
  }
}

/** Quantiles by linear interpolation (type 7), and a thinned copy in the order of measuring. */
export function summarize(inOrderMs: Float64Array): WallTime {
  const sortedMs = inOrderMs.toSorted();
  const everyNth = Math.ceil(inOrderMs.length / maxReported);
  return {
    samples: inOrderMs.length,
    minMs: quantile(sortedMs, 0),
    p25Ms: quantile(sortedMs, 0.25),
    medianMs: quantile(sortedMs, 0.5),
    p75Ms: quantile(sortedMs, 0.75),
    p99Ms: quantile(sortedMs, 0.99),
    maxMs: quantile(sortedMs, 1),
    meanMs: inOrderMs.reduce((sum, ms) => sum + ms, 0) / inOrderMs.length,
    everyNth,
    samplesMs: Array.from(
      inOrderMs.filter((_, i) => i % everyNth === 0),
      toNanosecond,
    ),
  };
}

/** No clock here tells less apart; without it a record is twice as long. */
function toNanosecond(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}
