// What a summary is made from: a run's cells and forks, as far as figures are read from them. Plain data, so
// that whoever decodes a run's folder, merges several, or writes a test needs no more than this.

import type { SequentialDesign } from "./sequential.ts";

/** One way to read a fork: a figure with a unit. */
export interface MetricFacts {
  /** The key of this figure in a fork's `figures`: `wallMs`, `cpuMs`, `peakRssBytes`, … */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Left out where neither is better: it is shown, and nothing is compared by it. */
  readonly better?: "lower" | "higher" | undefined;
  /** What is not to be passed; where along a sweep the figure does is told. */
  readonly limit?: number | undefined;
  /** The forks that it is read from: those of the rounds that looks are counted in, or others. Default: `time`. */
  readonly kind?: "time" | "resource" | undefined;
}

/** Where a cell stands in a family of inputs along one parameter. */
export interface SweepFacts {
  /** The name of the family in the spec. */
  readonly name: string;
  readonly parameter: string;
  readonly unit: string;
  readonly value: number;
}

/** One cell of the plan: what is compared. */
export interface CellFacts {
  /** Unique in the run. */
  readonly id: string;
  readonly example: string;
  /** The name of the input. Cells of one example and one input are compared with one another. */
  readonly input: string;
  readonly model: string;
  /** The runtime as it is shown, with its version where several of one are compared: `node`, `node@24`. */
  readonly runtime: string;
  readonly sweep?: SweepFacts | undefined;
  /** The cell that this one repeats, as an A/A pair; a duplicate is compared with that cell alone. */
  readonly duplicateOf?: string | undefined;
  /** The time that no scheduler can beat, for `wallMs`. */
  readonly ideal?: { readonly ms: number; readonly why: string } | undefined;
  /** Why the model cannot do this example here; such a cell has no forks. */
  readonly unsupported?: string | undefined;
  /** How many forks the plan gives it, of all kinds. */
  readonly planned: number;
  /** The rounds of `time` forks that it is in, ascending; looks are counted in them. */
  readonly rounds?: readonly number[] | undefined;
}

/** One fork, as it was recorded. */
export interface ForkFacts {
  readonly cell: string;
  /** Which visit of all cells it belongs to, from 0. */
  readonly round: number;
  /** `done`, or in one word how it ended otherwise: `wrong`, `failed`, `crashed`, `timed-out`, … */
  readonly outcome: string;
  /** What is known about an outcome that is not `done`: a line. */
  readonly reason?: string | undefined;
  /** The observation per metric: the median of the fork's samples where it took samples. */
  readonly figures: Readonly<Record<string, number | undefined>>;
}

/** A run, or several merged ones. */
export interface RunFacts {
  readonly profile: string;
  /** The plan's seed; the resampling draws from it too, so that a report can be made again to the digit. */
  readonly seed: number;
  readonly metrics: readonly MetricFacts[];
  readonly cells: readonly CellFacts[];
  readonly forks: readonly ForkFacts[];
  /** How comparisons are looked at while rounds come in; left out where the number of forks was fixed. */
  readonly design?: SequentialDesign | undefined;
  /** Ids of the cells whose comparison the plan asks for. Default: every pair of one example and input. */
  readonly asked?: readonly (readonly [string, string])[] | undefined;
}
