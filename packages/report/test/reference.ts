// The reference run with its summary, which takes seconds to compute: once for all files that only read it.
import { fileURLToPath } from "node:url";
import { type Run, readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { type Summary, summarize } from "@byturns/statistics";

const folder = fileURLToPath(new URL("../../../benchmarks/reference/full", import.meta.url));
let read: Promise<Run & { readonly summary: Summary }> | undefined;

/** The committed reference run. */
export function referenceRun(): Promise<Run & { readonly summary: Summary }> {
  read ??= readRun(folder).then((run) => ({ ...run, summary: summarize(factsOf(run)) }));
  return read;
}
