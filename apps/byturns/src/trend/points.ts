// One measured figure of a cell at one time.

/** A cell's figure in one run, and what it was measured under. */
export interface TrendPoint {
  /** When it was measured: milliseconds since 1970. */
  readonly atMs: number;
  /** The run's folder, or the exported file. */
  readonly source: string;
  /** The short commit of the sources, if known. */
  readonly commit?: string | undefined;
  /** The series it belongs to: example, input, model and runtime, without the runtime's version. */
  readonly cell: string;
  readonly value: number;
  /** The 95 % interval of the median over the forks; left out with fewer than 6 forks, and in exports without one. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly forks?: number | undefined;
  /** The runtime with its version; left out if the export has none. */
  readonly runtime?: string | undefined;
  /** The machine, as a reader knows it. */
  readonly machine?: string | undefined;
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
