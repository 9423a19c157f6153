// The results of profiled cells: what the table and the page are drawn from.
import type { Sample } from "./cpu-profile.ts";
import type { Weights } from "./weigh.ts";

/** One cell: model and runtime, with the samples of its warm calls. */
export interface ExplainedCell {
  /** Such as `fibers, node`. */
  readonly name: string;
  readonly samples: readonly Sample[];
  /** How many units of work the samples cover, > 0. */
  readonly units: number;
  readonly weights: Weights;
  /** How many threads were profiled, >= 1. */
  readonly threads: number;
  /** What the runtime does not profile, as a sentence without its period. */
  readonly notProfiled?: string | undefined;
  /** What one unit of work takes without the profiler, in microseconds: the mean of each fork that was timed so. */
  readonly plainUs?: readonly number[] | undefined;
  /** What one unit of work does, as a line; undefined where it was not counted. */
  readonly counts?: string | undefined;
  /** Its system calls and garbage collections, as a line. */
  readonly outside?: string | undefined;
}

/** Cells of one input, and which of them are to be compared. */
export interface Explained {
  readonly title: string;
  /** What one unit of work is called: `task`, `call`. */
  readonly unit: string;
  /** The checkout's folder, without a slash at its end. */
  readonly root: string;
  readonly cells: readonly ExplainedCell[];
  /** Pairs of positions in `cells`: before, after. */
  readonly pairs: readonly (readonly [number, number])[];
}
