// The input of a summary: a run's cells and forks, as far as figures depend on them. Plain data, so that code that
// decodes a run, merges runs, or tests needs nothing more.

import type { SequentialDesign } from "./looks/sequential.ts";

/** One way to read a fork: a figure with a unit. */
export interface MetricFacts {
  /** The key of this figure in a fork's `figures`: `wallMs`, `cpuMs`, `peakRssBytes`, … */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Left out if neither direction is better: the metric is shown but not compared. */
  readonly better?: "lower" | "higher" | undefined;
  /** A limit; reports show where along a sweep the figure exceeds it. */
  readonly limit?: number | undefined;
  /** The forks it is read from: those of the rounds that looks are counted in, or others. Default: `time`. */
  readonly kind?: "time" | "resource" | undefined;
}

/** A cell's position in a family of inputs along one parameter. */
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
  /** The name of the input. Cells with the same example and input are compared with one another. */
  readonly input: string;
  readonly model: string;
  /** The runtime as displayed, with its version if several versions are compared: `node`, `node@24`. */
  readonly runtime: string;
  /** Which of two revisions of the sources it measures; left out if there is only one. */
  readonly revision?: "head" | "base" | undefined;
  readonly sweep?: SweepFacts | undefined;
  /** The cell that this one duplicates, as an A/A pair; a duplicate is compared only with that cell. */
  readonly duplicateOf?: string | undefined;
  /** The time that no scheduler can beat, for `wallMs`. */
  readonly ideal?: { readonly ms: number; readonly why: string } | undefined;
  /** Why the model does not support this example here; such a cell has no forks. */
  readonly unsupported?: string | undefined;
  /** The planned number of forks, of all kinds. */
  readonly planned: number;
  /** The rounds of its `time` forks, ascending; looks are counted in them. */
  readonly rounds?: readonly number[] | undefined;
}

/** One recorded fork. */
export interface ForkFacts {
  readonly cell: string;
  /** Its round, from 0. */
  readonly round: number;
  /** `done`, or one word for another end: `wrong`, `failed`, `crashed`, `timed-out`, … */
  readonly outcome: string;
  /** One line about an outcome that is not `done`. */
  readonly reason?: string | undefined;
  /** The observation per metric: the median of the fork's samples if it took samples. */
  readonly figures: Readonly<Record<string, number | undefined>>;
}

/** A run, or several merged runs. */
export interface RunFacts {
  readonly profile: string;
  /** The plan's seed; resampling uses it too, so that a report can be reproduced exactly. */
  readonly seed: number;
  readonly metrics: readonly MetricFacts[];
  readonly cells: readonly CellFacts[];
  readonly forks: readonly ForkFacts[];
  /** The schedule of looks during the run; left out if the number of forks was fixed. */
  readonly design?: SequentialDesign | undefined;
  /** Pairs of cell ids that the plan compares. Default: every pair of one example and input. */
  readonly asked?: readonly (readonly [string, string])[] | undefined;
}
