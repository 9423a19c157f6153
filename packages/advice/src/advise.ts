// Predictions for all cells, which of them are ahead, why, and what would change that.
import { duration } from "@byturns/text/figures";
import { changesOf } from "./changes.ts";
import { commandFor, leftOutBy } from "./command.ts";
import type { Figures, OrderHazard } from "./figures.ts";
import { hazardsFor } from "./hazards.ts";
import { computesOnMain, type Known, type Prediction, predict } from "./predict.ts";
import { nameOf, reasonsOf } from "./reasons.ts";
import { checkWorkload, type Workload } from "./workload.ts";

/** A prediction with what it means. */
export interface AdvisedCell extends Prediction {
  /**
   * `ahead`: the best, or not told apart from it; `close`: told apart, and within 10 % of it by the estimates; `behind`;
   * `overloaded`: it cannot keep up with the rate.
   */
  readonly standing: "ahead" | "close" | "behind" | "overloaded";
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
  /** The command that measures this here, and one sentence each: what of the workload it leaves out. */
  readonly command: string;
  readonly leftOut: readonly string[];
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
    cancellation: cancellations[one.model] ?? "is as the model defines it",
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
    leftOut: leftOutBy(workload),
    without: figures.without,
  };
}

function standingOf(one: Prediction, best: Prediction | undefined): AdvisedCell["standing"] {
  if (!Number.isFinite(one.p99Ms.estimate)) return "overloaded";
  if (one === best || best === undefined || one.p99Ms.low <= best.p99Ms.high) return "ahead";
  return one.p99Ms.estimate <= best.p99Ms.estimate * closeBand ? "close" : "behind";
}

/** As in verdicts, what lies within 10 % is close: a millisecond of ten seconds puts nobody behind. */
const closeBand = 1.1;

function holdsOf({ p99Ms }: Prediction, { deadlineMs }: Workload): AdvisedCell["holds"] {
  if (p99Ms.high <= deadlineMs) return "yes";
  return p99Ms.low > deadlineMs ? "no" : "perhaps";
}

const cancellations: Readonly<Record<string, string>> = {
  promises: "reaches only what the signal is passed on to; what computes goes on to its end",
  fibers: "is clean: waiting ends and finalizers run; what computes goes on to its next step",
  threads: "is clean for what waits; a thread that computes is ended, and another is started",
};

function waitsOf({ model, heldMs }: Prediction, { computeMs }: Workload): string {
  const held = duration(heldMs.estimate);
  if (!computesOnMain(model)) return `other requests wait up to ${held}; computing is on other threads`;
  return computeMs > 0
    ? `all other requests wait up to ${held} while one computes`
    : `all other requests wait up to ${held} for each`;
}

/** The one that takes the least processor time, by the estimates. */
function leanestOf(cells: readonly AdvisedCell[]): AdvisedCell | undefined {
  return cells.toSorted((a, b) => a.cpuMs.estimate - b.cpuMs.estimate)[0];
}
