// The data that every report is written from: the same figures, intervals and verdicts for the terminal, Markdown, the
// page and the exports. `summarize` computes them.

import type { Fitted } from "./curves/fitted.ts";
import type { Knee } from "./curves/knee.ts";
import type { CellFacts, MetricFacts, SweepFacts } from "./facts.ts";
import type { StopReason } from "./looks/sequential.ts";
import type { Claim, Interval, Verdict } from "./verdict.ts";

/** How often forks of a cell ended in one way, and why; most frequent reasons first. */
export interface OutcomeCount {
  readonly outcome: string;
  readonly forks: number;
  readonly reasons: readonly { readonly reason: string; readonly forks: number }[];
}

/** Two cells compared by one metric. */
export interface Comparison {
  /** Cell ids; the ratio is `a` over `b`. */
  readonly a: string;
  readonly b: string;
  /** By the better half of all forks: close to the ratio of the two medians, but not exactly equal. */
  readonly ratio: Fitted;
  readonly verdict: Verdict;
  /** The p of that test, and the same corrected by Holm within the (example, input) and metric. */
  readonly p: number;
  readonly pHolm: number;
  /** Whether it is one of the plan's comparisons; others are made from the available forks. */
  readonly asked: boolean;
  /** The rounds it uses: those up to the look that decided it, or the smaller number of forks. */
  readonly rounds: number;
  /** Why it ended; undefined while it is open, and if the number of forks was fixed. */
  readonly stop?: StopReason | undefined;
  /** About how many more rounds would decide it; undefined if it is decided or that is unknown. */
  readonly moreRounds?: number | undefined;
}

/** One metric of one cell. */
export interface FigureSummary {
  /** How many forks gave this figure. */
  readonly forks: number;
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly min: number;
  readonly max: number;
  /** Interquartile range divided by the median; left out if there is only one fork. */
  readonly spread?: number | undefined;
  /** Every observation with its round, in round order; nothing is dropped. */
  readonly values: readonly { readonly round: number; readonly value: number }[];
  /** Left out unless the forks fall into two groups: then the median describes neither of them. */
  readonly modes?: TwoModes | undefined;
  /** The median divided by the ideal time; `wallMs` only, and only if the ideal is above 0. */
  readonly overIdeal?: Fitted | undefined;
  /** How many times worse than the best cell of its (example, input); left out if the cell is not compared. */
  readonly toBest?: FactorToBest | undefined;
  /** 1 + the number of cells shown to be better. Tied cells must not be displayed in an order, whatever their ranks. */
  readonly rank?: number | undefined;
  /** Cells of the same (example, input) that it was not shown to differ from. */
  readonly tiedWith: readonly string[];
}

/** One of two groups that the forks of a cell fall into. */
export interface Mode {
  /** How many forks are in it; at least 2. */
  readonly forks: number;
  readonly median: number;
}

/** Two groups of forks whose medians are at least a factor of 1.25 apart, by the cell's own doing. */
export interface TwoModes {
  readonly better: Mode;
  readonly worse: Mode;
  /** The larger median divided by the smaller one, whichever direction is better. */
  readonly ratio: number;
  /** The p of SigClust: of one normal distribution, such groups would come so often. */
  readonly p: number;
}

export interface FactorToBest {
  /** The cell with the best median; itself for that cell, with a factor of exactly 1. */
  readonly best: string;
  /** Above 1: worse, whichever direction of the metric is better. */
  readonly factor: Fitted;
  /** `best` for the best cell itself, which is not compared. */
  readonly verdict: Verdict | "best";
  readonly p: number;
  readonly pHolm: number;
}

/** One cell, with everything that a table, a chart or a finding shows of it. */
export interface CellSummary {
  readonly cell: CellFacts;
  /** Planned forks, recorded forks, and forks that ended well. */
  readonly planned: number;
  readonly recorded: number;
  readonly done: number;
  readonly outcomes: readonly OutcomeCount[];
  /**
   * Why the cell is not compared although it may have figures: a fork was wrong or ended at a limit, or none was done.
   */
  readonly notCompared?: string | undefined;
  /** By metric id; metrics without a value from any fork are left out. */
  readonly figures: Readonly<Record<string, FigureSummary>>;
}

/** Cells of one example and one input, which are compared with one another. */
export interface GroupSummary {
  readonly example: string;
  readonly input: string;
  readonly sweep?: SweepFacts | undefined;
  readonly cells: readonly string[];
  /** By metric id; metrics by which fewer than 2 cells can be compared are left out. */
  readonly metrics: Readonly<Record<string, GroupMetric>>;
}

export interface GroupMetric {
  /** The cell with the best median, and all cells that were not shown to differ from it. */
  readonly best: string;
  readonly bestTied: readonly string[];
  /** What the cell with the fewest forks allows. */
  readonly claim: Claim;
  /** Every pair once, in the order of the plan. */
  readonly comparisons: readonly Comparison[];
}

/** One cell measured twice, and whether it was called different from itself. */
export interface DuplicateSummary extends Comparison {
  readonly metric: string;
  readonly runtime: string;
}

/** The run's check of itself. */
export interface ProofSummary {
  /** Every pair by every metric. */
  readonly duplicates: readonly DuplicateSummary[];
  /** How many pairs could be compared by the first metric, and how many of them were called different. */
  readonly pairs: number;
  readonly different: number;
  /** How many pairs have enough forks to be called different at all. */
  readonly able: number;
}

/** Cost against a swept input: `cost = scale × value ^ exponent`. */
export interface ScalingSummary {
  readonly example: string;
  readonly sweep: string;
  readonly parameter: string;
  readonly unit: string;
  readonly model: string;
  readonly runtime: string;
  readonly metric: string;
  readonly exponent: Fitted;
  readonly scale: number;
  /** Share of the variance of the logarithms that the line explains, 0 … 1. */
  readonly r2: number;
  /** Slope of the figure itself against the value: the cost of one more, for example bytes per task. */
  readonly perUnit: Fitted;
  /** The medians that the line was fitted to. */
  readonly points: readonly { readonly value: number; readonly median: number }[];
}

/** Where one curve begins to lie below another: from there on, `from` is better than `against`. */
export interface CrossoverSummary {
  readonly example: string;
  readonly sweep: string;
  readonly parameter: string;
  readonly unit: string;
  readonly metric: string;
  readonly runtime: string;
  /** The model that is better beyond the crossover, and the one that is better before it. */
  readonly winsAbove: string;
  readonly winsBelow: string;
  readonly at: Interval;
  /** Share of the resamples in which the curves cross exactly once in the swept range, 0 … 1. */
  readonly certainty: number;
}

/**
 * Where the curve of a figure with a limit first exceeds it: up to there, the model keeps the limit. Its certainty is 0
 * if a value of the sweep was not measured, or with too few forks for a claim.
 */
export interface KneeSummary extends Knee {
  readonly example: string;
  readonly sweep: string;
  readonly parameter: string;
  readonly unit: string;
  readonly model: string;
  readonly runtime: string;
  readonly metric: string;
  readonly limit: number;
}

/** Everything that reports are written from. */
export interface Summary {
  readonly profile: string;
  /** What the cell with the most forks may claim by the first metric; each comparison depends on its own forks. */
  readonly claim: Claim;
  /** The range that counts as equivalent: 1.03 for ratios within ±3 %. */
  readonly band: number;
  /** Which of the plan's comparisons are decided; left out if it names none. */
  readonly decisions?: DecisionCount | undefined;
  readonly seed: number;
  /** The number of resamples for the intervals of scalings and crossovers. */
  readonly resamples: number;
  readonly metrics: readonly MetricFacts[];
  /** The cells of the run; of two revisions, those of the head. */
  readonly cells: readonly CellSummary[];
  readonly groups: readonly GroupSummary[];
  readonly proof: ProofSummary;
  readonly scalings: readonly ScalingSummary[];
  readonly crossovers: readonly CrossoverSummary[];
  readonly knees: readonly KneeSummary[];
}

/** Decisions in numbers. */
export interface DecisionCount {
  readonly asked: number;
  /** Different, equivalent or close. */
  readonly decided: number;
  readonly different: number;
  readonly equivalent: number;
  readonly close: number;
  /** Cells that an open comparison needs. */
  readonly openCells: number;
}
