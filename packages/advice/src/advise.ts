// Predictions for all cells, which of them are ahead, why, and what would change that.
import { duration, figure, listed } from "@byturns/text/figures";
import type { CellFigures, Figures, OrderHazard } from "./figures.ts";
import { hazardsFor } from "./hazards.ts";
import { type Known, type Prediction, p99Estimate, predict } from "./predict.ts";
import { checkWorkload, type Workload } from "./workload.ts";

/** A prediction with what it means. */
export interface AdvisedCell extends Prediction {
  /** `ahead`: the best, or not told apart from it; `behind`; `overloaded`: it cannot keep up with the rate. */
  readonly standing: "ahead" | "behind" | "overloaded";
  /** Whether the 99th percentile is within the deadline: in the whole interval, in none of it, or in part. */
  readonly holds: "yes" | "no" | "perhaps";
  /** What happens to a request that is canceled. */
  readonly cancellation: string;
  /** What waits while a request computes. */
  readonly waits: string;
  readonly hazards: readonly OrderHazard[];
}

/** The answer for a workload. */
export interface Advice {
  readonly workload: Workload;
  readonly run: string;
  readonly cells: readonly AdvisedCell[];
  /** The cells ahead, as `model/runtime`; several are a tie, in no order. */
  readonly ahead: readonly string[];
  /** Of the cells ahead, the one that takes the least processor time a request; undefined where none keeps up. */
  readonly recommended: string | undefined;
  /** One sentence each: which is ahead and why. */
  readonly reasons: readonly string[];
  /** One sentence each: where another model would be ahead. */
  readonly changes: readonly string[];
  /** The command that measures exactly this here. */
  readonly command: string;
  readonly without: Figures["without"];
}

/**
 * Predicts every cell, and ranks them by their 99th percentile where the intervals allow it.
 *
 * @param known what a benchmark knows beside the workload: see `predict`.
 * @throws TypeError or RangeError when the workload has a wrong value: see `checkWorkload`.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { advise, usualWorkload } from "@byturns/advice";
 *
 * const nothing = { run: "none", cells: [], without: [], hazards: [] };
 * assert.deepEqual(advise(usualWorkload, nothing).ahead, []);
 * ```
 */
export function advise(workload: Workload, figures: Figures, known?: Known): Advice {
  checkWorkload(workload);
  const predictions = figures.cells.map((one) => predict(workload, one, known));
  const best = predictions.reduce<Prediction | undefined>(
    (least, one) => (least === undefined || one.p99Ms.estimate < least.p99Ms.estimate ? one : least),
    undefined,
  );
  const cells = predictions.map((one) => ({
    ...one,
    standing: standingOf(one, best),
    holds: holdsOf(one, workload),
    cancellation: cancellations[one.model] ?? "as the model defines it",
    waits: waitsOf(one, workload),
    hazards: hazardsFor(figures.hazards, workload, one),
  }));
  const ahead = cells.filter(({ standing }) => standing === "ahead");
  const leanest = leanestOf(ahead);
  return {
    workload,
    run: figures.run,
    cells,
    ahead: ahead.map(nameOf),
    recommended: leanest && nameOf(leanest),
    reasons: reasonsOf(cells, ahead, leanest, workload),
    changes: changesOf(workload, figures.cells),
    command: commandFor(workload),
    without: figures.without,
  };
}

const nameOf = ({ model, runtime }: Pick<Prediction, "model" | "runtime">) => `${model}/${runtime}`;

function standingOf(one: Prediction, best: Prediction | undefined): AdvisedCell["standing"] {
  if (!Number.isFinite(one.p99Ms.estimate)) return "overloaded";
  return one === best || best === undefined || one.p99Ms.low <= best.p99Ms.high ? "ahead" : "behind";
}

function holdsOf({ p99Ms }: Prediction, { deadlineMs }: Workload): AdvisedCell["holds"] {
  if (p99Ms.high <= deadlineMs) return "yes";
  return p99Ms.low > deadlineMs ? "no" : "perhaps";
}

const cancellations: Readonly<Record<string, string>> = {
  promises: "only where the code passes the signal on; what computes goes on to its end",
  fibers: "clean: waiting ends and finalizers run; what computes goes on to its next step",
  threads: "clean for what waits; a thread that computes is ended, and another is started",
};

function waitsOf({ model, heldMs }: Prediction, { computeMs }: Workload): string {
  const held = duration(heldMs.estimate);
  if (model !== "promises" && model !== "fibers")
    return `other requests wait up to ${held}; computing is on other threads`;
  return computeMs > 0
    ? `all other requests wait up to ${held} while one computes`
    : `all other requests wait up to ${held} for each`;
}

/** The one that takes the least processor time, by the estimates. */
function leanestOf(cells: readonly AdvisedCell[]): AdvisedCell | undefined {
  return cells.toSorted((a, b) => a.cpuMs.estimate - b.cpuMs.estimate)[0];
}

function reasonsOf(
  cells: readonly AdvisedCell[],
  ahead: readonly AdvisedCell[],
  leanest: AdvisedCell | undefined,
  { ratePerSecond, cores }: Workload,
): string[] {
  const reasons: string[] = [];
  const rate = `${figure(ratePerSecond, "")} requests a second`;
  if (cells.length === 0) return ["The run has no cell that can be predicted."];
  if (leanest === undefined)
    reasons.push(`No model keeps up with ${rate}: spread them over more processes, or compute less.`);
  else if (ahead.length === 1)
    reasons.push(`${nameOf(leanest)} is ahead: its 99th percentile is ${spreadOf(leanest)}.`);
  else
    reasons.push(
      `A tie, in no order: ${listed(ahead.map(nameOf))}. The intervals of their 99th percentiles meet that of the least. Of these, ${nameOf(leanest)} takes the least processor time: ${duration(leanest.cpuMs.estimate)} a request.`,
    );
  for (const model of new Set(cells.map((one) => one.model))) {
    const [one, ...others] = cells
      .filter((cell) => cell.model === model)
      .toSorted((a, b) => a.heldMs.estimate - b.heldMs.estimate);
    if (one === undefined) continue;
    const most = others.at(-1) ?? one;
    const [low, high] = [one, most].map(({ heldMs }) => Math.round((ratePerSecond * heldMs.estimate) / 10));
    const busy = low === high ? `${low} %` : `${low} to ${high} %`;
    const beyond = (high as number) >= 100 ? ", and from 100 % on the line grows without end" : "";
    const beside =
      model === "promises" || model === "fibers"
        ? ""
        : `; the computing runs on ${cores} ${cores === 1 ? "core" : "cores"}`;
    reasons.push(`${model}: ${rate} keep the main thread busy for ${busy} of the time${beyond}${beside}.`);
  }
  return reasons;
}

function spreadOf({ p99Ms }: Prediction): string {
  return `${duration(p99Ms.estimate)} (${duration(p99Ms.low)} to ${duration(p99Ms.high)})`;
}

/** Where the order of two models turns, by the estimates: over computing, and over the rate. */
function changesOf(workload: Workload, cells: readonly CellFigures[]): string[] {
  const changes: string[] = [];
  for (const runtime of new Set(cells.map((one) => one.runtime))) {
    const of = (model: string) => cells.find((one) => one.model === model && one.runtime === runtime);
    const [promises, threads] = [of("promises"), of("threads")];
    if (promises === undefined || threads === undefined) continue;
    const computeMs = crossover(0.01, 1_000, (computeMs) =>
      lead({ ...workload, computeMs }, promises, threads),
    );
    if (computeMs !== undefined)
      changes.push(
        `${runtime}: above ${duration(computeMs)} of computing a request threads are ahead of promises by more than 10 %.`,
      );
    const rate = crossover(1, 20_000, (ratePerSecond) =>
      lead({ ...workload, ratePerSecond }, promises, threads),
    );
    if (rate !== undefined)
      changes.push(
        `${runtime}: above ${figure(rate, "")} requests a second threads are ahead of promises by more than 10 %.`,
      );
  }
  return changes;
}

/** How far `b` is ahead of `a` beyond what counts as close, ms; undefined where neither keeps up. */
function lead(workload: Workload, a: CellFigures, b: CellFigures): number | undefined {
  const [ofA, ofB] = [p99Estimate(workload, a), p99Estimate(workload, b)];
  if (!Number.isFinite(ofA) && !Number.isFinite(ofB)) return undefined;
  return ofA - ofB * clearlyAhead;
}

/** A smaller lead of an estimate is none: as in verdicts, what lies within 10 % is close. */
const clearlyAhead = 1.1;

/** The first value from which on `lead` is above 0; undefined if it is from the start, or never. */
function crossover(
  from: number,
  to: number,
  lead: (value: number) => number | undefined,
): number | undefined {
  const steps = 40;
  const at = (step: number) => from * (to / from) ** (step / steps);
  if ((lead(from) ?? 1) > 0) return undefined;
  for (let step = 1; step <= steps; step++) {
    const found = lead(at(step));
    if (found === undefined) return undefined;
    if (found <= 0) continue;
    let [low, high] = [at(step - 1), at(step)];
    for (let i = 0; i < 12; i++) {
      const middle = Math.sqrt(low * high);
      if ((lead(middle) ?? 1) > 0) high = middle;
      else low = middle;
    }
    return high;
  }
  return undefined;
}

/** How many requests a call of `mix` sends for a workload: about two seconds of them, from 50 to 2,000. */
export function requestsFor({ ratePerSecond }: Workload): number {
  return Math.min(2_000, Math.max(50, Math.round(ratePerSecond * 2)));
}

/** The values of `mix`'s input that stand for a workload. */
export function mixSettings(workload: Workload): Readonly<Record<string, number>> {
  return {
    waitMs: workload.waitMs,
    units: Math.round(workload.computeMs * 1_000),
    requestsPerSecond: workload.ratePerSecond,
    requests: requestsFor(workload),
  };
}

function commandFor(workload: Workload): string {
  const settings = Object.entries(mixSettings(workload)).map(([name, value]) => `${name}=${value}`);
  return `byturns bench mix --set ${settings.join(",")}`;
}
