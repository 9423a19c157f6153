// Reads a run and writes its reports: the third of the three functions of the package.
import type { Summary } from "@byturns/statistics";
import { reportRun } from "../results/report.ts";

/** The reports of what one machine measured. */
export interface MachineReport {
  readonly machine: string;
  /** Every cell with its figures, and every comparison with its verdict. */
  readonly summary: Summary;
  /** The files that were written. */
  readonly markdown: string;
  readonly html: string;
}

/** The reports of a run. */
export interface RunReport {
  readonly folder: string;
  /** One for each machine that took part. */
  readonly machines: readonly MachineReport[];
}

/**
 * Reads a run, judges its comparisons, and writes its reports into its folder: Markdown and one HTML page.
 *
 * @param folder of a run; `measure` has written it.
 * @returns what the reports say, as data.
 * @throws RunUnreadable when the folder does not hold a run, or one of a later version.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { report } from "byturns";
 *
 * await assert.rejects(report("no-such-run"), /no-such-run/);
 * ```
 */
export async function report(folder: string): Promise<RunReport> {
  const { folder: at, machines } = await reportRun(folder);
  return {
    folder: at,
    machines: machines.map(({ name, evidence, files }) => ({
      machine: name,
      summary: evidence.summary,
      ...files,
    })),
  };
}
