// Processes that a signal ended after they had made their marks: a fault of the runtime, and none of the order.
import type { AcrossVerdict, Catalogue, Result, Row } from "./catalogue.ts";
import { acrossOf } from "./judge.ts";
import type { Frequency } from "./observe.ts";
import { newestOf } from "./versions.ts";

/** A signal, and how many processes it ended after the right order. */
export interface Crash {
  /** Such as `SIGSEGV`. */
  readonly signal: string;
  readonly count: number;
}

/**
 * The crashes of a result whose only failures are processes that a signal ended after the same marks as one that ended
 * well.
 *
 * @returns one entry a signal; empty where no process crashed, something else failed too, a process crashed after other
 * marks, or a text was not followed.
 */
export function crashesOf({ frequencies, failures, broken, differs }: Result): readonly Crash[] {
  if (broken.length + differs.length > 0) return [];
  const crashes = failures.map(({ ending, count }) => ({ signal: ending, count }));
  const isCrash = isCrashOf(crashes);
  const well = frequencies.filter((one) => !isCrash(one)).map(({ sequence }) => JSON.stringify(sequence));
  const afterOrder = frequencies
    .filter(isCrash)
    .every(({ sequence }) => well.includes(JSON.stringify(sequence.slice(0, -1))));
  return afterOrder && crashes.every(({ signal }) => signal.startsWith("SIG")) ? crashes : [];
}

/** A result as it would be had no process crashed after the right order. */
export function withoutCrashes(result: Result): Result {
  const isCrash = isCrashOf(crashesOf(result));
  return { ...result, frequencies: result.frequencies.filter((one) => !isCrash(one)) };
}

/** How the runtimes of a row compare, crashes after the right order left out. */
export function acrossWithoutCrashes(row: Pick<Row, "across" | "results" | "chances">): AcrossVerdict {
  const newest = newestOf(row.results);
  if (newest.every((result) => crashesOf(result).length === 0)) return row.across;
  return acrossOf(newest.map(withoutCrashes), row.chances);
}

/** A catalogue as reports show it: a process that crashed after the right order is a failure, and no order that varies. */
export function catalogueWithoutCrashes(catalogue: Catalogue): Catalogue {
  return {
    ...catalogue,
    rows: catalogue.rows.map((row) => ({ ...row, across: acrossWithoutCrashes(row) })),
  };
}

function isCrashOf(crashes: readonly Crash[]): (one: Frequency) => boolean {
  const signals = new Set(crashes.map(({ signal }) => signal));
  return ({ sequence }) => signals.has(sequence.at(-1) ?? "");
}
