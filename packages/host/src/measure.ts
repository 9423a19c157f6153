// Times calls: awaited warm-up, then one sample per batch into a bounded array allocated before the first. Outputs are
// serialized outside the measured time, each distinct one once.

import type { OpenExample } from "@byturns/context";
import type { Measurement, WallTime } from "@byturns/record/protocol";
import type { Inside } from "./inside.ts";
import { LoopDelayMonitor } from "./loop-delay.ts";
import type { Outputs } from "./outputs.ts";
import { quantile } from "./quantile.ts";
import { tellsSwitches, type Usage, usage } from "./usage.ts";

/** How to measure an openExample. */
export interface Measuring {
  /** Calls between two readings of the clock, >= 1. */
  readonly batch: number;
  /** Both 0: only the first batch is timed. */
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Makes every batch longer by this share: 0.05 for 5 %. Default: 0. */
  readonly slowdown?: number;
  /** Called after the first call, before anything else runs. */
  readonly afterFirstCall?: () => Promise<void>;
  /** Whether to read the event loop's delay during warm-up, when nothing is timed. Default: false. */
  readonly monitorsLoop?: boolean;
}

/** The measurement, as reported in a result. */
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

/** The maximum number of samples taken; measuring ends early when it is reached. */
export const maxSamples = 65_536;
/** A call longer than this many warm-ups is not repeated for the monitor. */
const longestMonitored = 4;
/** The maximum number of samples reported. */
const maxReported = 512;

/**
 * Collects garbage, warms an openExample up, and measures it. Where more than one call is made, the first comes before.
 *
 * The event loop can be monitored during warm-up; that takes at least one call, unless a call takes several times as
 * long as the warm-up.
 *
 * @throws the example's rejection reason; nothing is measured then.
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
  // Not after the warm-up: with the objects that a full collection finds dead, V8 drops the compiled code that knew
  // their shapes, and what is timed would be code that compiles once more, for dozens of calls up to four times as slow.
  await inside.collectGarbage();
  const warmUntilMs = performance.now() + warmUpMs - firstCallMs;
  const isMonitored = monitorsLoop && !once && firstCallMs < longestMonitored * warmUpMs;
  const monitor = isMonitored ? new LoopDelayMonitor() : undefined;
  let mustCall = isMonitored;
  while (mustCall || performance.now() < warmUntilMs) {
    mustCall = false;
    for (let i = 0; i < batch; i++) {
      returned[i] = await openExample.run(input);
      await monitor?.giveWay();
    }
    for (const output of returned) outputs.add(output);
  }
  const loopDelay = monitor?.stop();

  let count = 0;
  const elsewhereBefore = await openExample.elsewhere?.();
  const untilMs = performance.now() + measureMs;
  do {
    cpu.begin();
    const startMs = performance.now();
    for (let i = 0; i < batch; i++) {
      const output: unknown = openExample.run(input);
      // Waiting for what is there already takes a turn of the microtask queue, which is not the call's.
      returned[i] = isThenable(output) ? await output : output;
      // The first call ever is among those timed here, and only that one counts as the first.
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

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === "object" && value !== null) || typeof value === "function") &&
    typeof (value as { then?: unknown }).then === "function"
  );
}

/** Spins until the time elapsed since `startMs` has grown by `slowdown`. */
function spinSince(startMs: number, slowdown: number): void {
  const untilMs = startMs + (performance.now() - startMs) * (1 + slowdown);
  while (performance.now() < untilMs);
}

/**
 * CPU time and context switches of the whole process, all threads, between `begin` and `end`, summed; and those of the
 * model's other processes, which are not queried between two calls.
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

  /** The usage between two readings; empty if there are none. */
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

/** Quantiles by linear interpolation (type 7), and a thinned copy in measuring order. */
export function summarize(inOrderMs: Float64Array): WallTime {
  const sortedMs = inOrderMs.toSorted();
  const everyNth = Math.ceil(inOrderMs.length / maxReported);
  return {
    samples: inOrderMs.length,
    minMs: quantile(sortedMs, 0),
    p25Ms: quantile(sortedMs, 0.25),
    medianMs: quantile(sortedMs, 0.5),
    p75Ms: quantile(sortedMs, 0.75),
    p95Ms: quantile(sortedMs, 0.95),
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

/** No clock here has a finer resolution, and more digits would double a record's size. */
function toNanosecond(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}
