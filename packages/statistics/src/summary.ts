// The comparison records that every report is written from: the same figures, intervals and verdicts for the
// terminal, Markdown, the page and the exports. `summarise` makes them.
import type { DecisionCount } from "./decisions.ts";
import type { CellFacts, MetricFacts, SweepFacts } from "./facts.ts";
import type { Fitted } from "./fitted.ts";
import type { Knee } from "./knee.ts";
import type { StopReason } from "./sequential.ts";
import type { Claim, Interval, Verdict } from "./verdict.ts";

/** How often forks of a cell ended in one way, and what was known of it; reasons most frequent first. */
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
  /** By the better half of all forks: close to, and not exactly, the ratio of the two medians. */
  readonly ratio: Fitted;
  readonly verdict: Verdict;
  /** The p of the test of that half, and the same corrected by Holm within the (example, input) and metric. */
  readonly p: number;
  readonly pHolm: number;
  /** Whether the plan asks for it; others are made from what there is. */
  readonly asked: boolean;
  /** Rounds that it uses: those up to the look that decided it, or the forks of the cell that has fewer. */
  readonly rounds: number;
  /** Why it ended; undefined while it is open, and where the number of forks was fixed. */
  readonly stop?: StopReason | undefined;
  /** How many more rounds would decide it, about; undefined where it is decided or nobody can know. */
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
  /** Interquartile range over the median; left out where there is one fork. */
  readonly spread?: number | undefined;
  /** Every observation with its round, in order of rounds; nothing is dropped. */
  readonly values: readonly { readonly round: number; readonly value: number }[];
  /** The median over the time that nobody can beat; `wallMs` only, and only where that time is above 0. */
  readonly overIdeal?: Fitted | undefined;
  /** How many times worse than the best cell of its (example, input); left out where the cell is not compared. */
  readonly toBest?: FactorToBest | undefined;
  /** 1 + the number of cells shown to be better. Between cells that are tied no order may be printed, whatever their ranks. */
  readonly rank?: number | undefined;
  /** Cells of the same (example, input) that it was not told from. */
  readonly tiedWith: readonly string[];
}

export interface FactorToBest {
  /** The cell with the best median; itself for that cell, with a factor of exactly 1. */
  readonly best: string;
  /** Above 1: worse, whichever way the metric is better. */
  readonly factor: Fitted;
  /** `best` of the best cell itself, which is compared with nothing. */
  readonly verdict: Verdict | "best";
  readonly p: number;
  readonly pHolm: number;
}

/** One cell, with everything that a table, a chart or a finding says of it. */
export interface CellSummary {
  readonly cell: CellFacts;
  /** Forks in the plan, in the records, and ended well. */
  readonly planned: number;
  readonly recorded: number;
  readonly done: number;
  readonly outcomes: readonly OutcomeCount[];
  /** Why the cell stands in no comparison although it may have figures: a fork was wrong or ended at a limit, or none was done. */
  readonly notCompared?: string | undefined;
  /** By metric id; a metric that no fork gave is left out. */
  readonly figures: Readonly<Record<string, FigureSummary>>;
}

/** Cells of one example and one input, which are compared with one another. */
export interface GroupSummary {
  readonly example: string;
  readonly input: string;
  readonly sweep?: SweepFacts | undefined;
  readonly cells: readonly string[];
  /** By metric id; a metric that fewer than 2 cells can be compared by is left out. */
  readonly metrics: Readonly<Record<string, GroupMetric>>;
}

export interface GroupMetric {
  /** The cell with the best median, and with it those that it was not told from. */
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

/** The run's proof of itself. */
export interface ProofSummary {
  /** Every pair by every metric. */
  readonly duplicates: readonly DuplicateSummary[];
  /** How many pairs could be compared by the first metric, and how many of them were called different. */
  readonly pairs: number;
  readonly different: number;
  /** How many pairs have forks enough to be called different at all. */
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
  /** Slope of the figure itself against the value: the cost of one more, such as bytes per task. */
  readonly perUnit: Fitted;
  /** Medians that the fit was made from. */
  readonly points: readonly { readonly value: number; readonly median: number }[];
}

/** Where one curve begins to lie below another: from there on, `from` pays against `against`. */
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
  /** Share of the resamples in which the curves crossed just once in the swept range, 0 … 1. */
  readonly certainty: number;
}

/**
 * Where the curve of a figure with a limit first passes it: up to there, the model holds. Its certainty is 0 where a value
 * of the sweep was not measured, or by too few forks to claim anything.
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
  /** What the cell with the most forks may claim by the first metric; each comparison goes by its own forks. */
  readonly claim: Claim;
  /** What counts as no difference: 1.03 where ratios within ±3 % do. */
  readonly band: number;
  /** What of the comparisons that the plan asks for is decided; left out where it asks for none by name. */
  readonly decisions?: DecisionCount | undefined;
  readonly seed: number;
  /** How many resamples the intervals of scalings and crossovers were made from. */
  readonly resamples: number;
  readonly metrics: readonly MetricFacts[];
  readonly cells: readonly CellSummary[];
  readonly groups: readonly GroupSummary[];
  readonly proof: ProofSummary;
  readonly scalings: readonly ScalingSummary[];
  readonly crossovers: readonly CrossoverSummary[];
  readonly knees: readonly KneeSummary[];
}
