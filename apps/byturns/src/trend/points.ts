// One measured figure of a cell at one time.
import type { PointOfTrend } from "@byturns/report";

/** A cell's figure in one run, and what it was measured under: the runtime with its version, if it is known. */
export interface TrendPoint extends PointOfTrend {
  /** The series it belongs to: example, input, model and runtime, without the runtime's version. */
  readonly cell: string;
  /** Equal where the same was measured in the same way. */
  readonly setting?: string | undefined;
}

/** What was read. */
export interface TrendSource {
  readonly metric: { readonly id: string; readonly title: string; readonly unit: string };
  readonly points: readonly TrendPoint[];
  /** A sentence about each thing that was left out. */
  readonly skipped: readonly string[];
}
