// Times calls: awaited warm-up, then one sample per batch into a bounded array allocated before the first. Outputs are
// serialized outside the measured time, each distinct one once.

import type { OpenExample } from "@byturns/context";
import type { Measurement, WallTime } from "@byturns/record/protocol";
import { mustKeepGlobals } from "./globals.ts";
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
/** The share of the warm-up in which the loop is monitored. */
const monitoredShare = 0.8;
/** The least time between two readings of the processor time. */
const leastBetweenReadsMs = 1;
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
  const clock = performance.now;

  const firstMs = performance.now();
  if (!once) outputs.add(await openExample.run(input));
  let firstCallMs = performance.now() - firstMs;
  await afterFirstCall?.();
  mustKeepGlobals(clock);
  // Not after the warm-up: with the objects that a full collection finds dead, V8 drops the compiled code that knew
  // their shapes, and what is timed would be code that compiles once more, for dozens of calls up to four times as slow.
  await inside.collectGarbage();
  const fromMs = performance.now();
  const warmUntilMs = fromMs + warmUpMs - firstCallMs;
  const isMonitored = monitorsLoop && !once && firstCallMs < longestMonitored * warmUpMs;
  const monitor = isMonitored ? new LoopDelayMonitor() : undefined;
  const monitorUntilMs = fromMs + monitoredShare * (warmUntilMs - fromMs);
  const warmUp = async (untilMs: number, monitor?: LoopDelayMonitor) => {
    do {
      await callAll(openExample, input, returned, 0, monitor);
      for (const output of returned) outputs.add(output);
    } while (performance.now() < untilMs);
  };
  if (monitor !== undefined) await warmUp(monitorUntilMs, monitor);
  const loopDelay = monitor?.stop();
  // The end of the warm-up is as what is timed: the loop around the calls is compiled by then, too.
  if (performance.now() < warmUntilMs) await warmUp(warmUntilMs);

  let count = 0;
  let readAtMs = Number.NEGATIVE_INFINITY;
  const elsewhereBefore = await openExample.elsewhere?.();
  const untilMs = performance.now() + measureMs;
  do {
    // Reading it makes system calls, after which some microseconds of a call are slow: not around every short batch.
    const readsCpu = performance.now() >= readAtMs;
    if (readsCpu) cpu.begin();
    const startMs = performance.now();
    if (once) {
      // The first call ever is among those timed here, and only that one counts as the first.
      returned[0] = await openExample.run(input);
      firstCallMs = performance.now() - startMs;
    }
    await callAll(openExample, input, returned, once ? 1 : 0);
    if (slowdown > 0) spinSince(startMs, slowdown);
    samplesMs[count++] = (performance.now() - startMs) / batch;
    if (readsCpu) {
      cpu.end(batch);
      readAtMs = startMs + leastBetweenReadsMs;
    }
    for (const output of returned) outputs.add(output, true);
  } while (performance.now() < untilMs && count < samplesMs.length);

  mustKeepGlobals(clock);
  const elsewhere = used(elsewhereBefore, await openExample.elsewhere?.());
  const wall = summarize(samplesMs.subarray(0, count));
  const calls = count * batch;
  return {
    firstCallMs,
    wall,
    calls,
    ...perCall(cpu.share, { used: elsewhere, calls }),
    ...(loopDelay === undefined ? {} : { loopDelay }),
  };
}

/** Makes a call for each place of `returned` from `first` on; a monitor's beat may fire after each. */
async function callAll(
  openExample: Pick<OpenExample, "run">,
  input: unknown,
  returned: unknown[],
  first: number,
  monitor?: LoopDelayMonitor,
): Promise<void> {
  for (let i = first; i < returned.length; i++) {
    const output: unknown = openExample.run(input);
    // Waiting for what is there already takes a turn of the microtask queue, which is not the call's.
    returned[i] = isThenable(output) ? await output : output;
    if (monitor !== undefined) await monitor.giveWay();
  }
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

/** CPU time and context switches of the whole process, all threads, in the batches that it was read around. */
class Cpu {
  #before = usage();
  #used = nothing;
  #calls = 0;

  begin(): void {
    this.#before = usage();
  }

  end(calls: number): void {
    this.#used = plus(this.#used, used(this.#before, usage()));
    this.#calls += calls;
  }

  get share(): Share {
    return { used: this.#used, calls: this.#calls };
  }
}

/** What so many calls used. */
interface Share {
  readonly used: Usage;
  readonly calls: number;
}

const nothing: Usage = { userUs: 0, systemUs: 0, voluntarySwitches: 0, involuntarySwitches: 0 };

/** The usage between two readings; none where there are no readings. */
function used(before: Usage | undefined, now: Usage | undefined): Usage {
  return before === undefined || now === undefined ? nothing : plus(now, before, -1);
}

function plus(a: Usage, b: Usage, times = 1): Usage {
  return {
    userUs: a.userUs + times * b.userUs,
    systemUs: a.systemUs + times * b.systemUs,
    voluntarySwitches: a.voluntarySwitches + times * b.voluntarySwitches,
    involuntarySwitches: a.involuntarySwitches + times * b.involuntarySwitches,
  };
}

/** The usage of a call: of this process, and of the model's other processes, which are not queried between two calls. */
function perCall(here: Share, elsewhere: Share) {
  const of = (name: keyof Usage) => here.used[name] / here.calls + elsewhere.used[name] / elsewhere.calls;
  return {
    cpuUserMs: of("userUs") / 1_000,
    cpuSystemMs: of("systemUs") / 1_000,
    ...(tellsSwitches()
      ? {
          voluntarySwitches: of("voluntarySwitches"),
          involuntarySwitches: of("involuntarySwitches"),
        }
      : {}),
  };
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
