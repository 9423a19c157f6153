// Calls that are so short that reading the clock counts: how many of them a file should make between two readings.
import { resolve } from "node:path";
import { readRun } from "@byturns/record";
import { duration } from "@byturns/text/figures";

/** What lies between two readings of the clock takes at least this long; a reading takes some 40 ns. */
const leastMs = 0.01;
/** As long as a hint makes it. */
const wantedMs = 0.05;

/**
 * One sentence for each file whose shortest calls take less than 10 µs between two readings of the clock.
 *
 * @param folder of the run.
 * @param root the folder that the plan's files are relative to.
 */
export async function batchHints(folder: string, root: string): Promise<readonly string[]> {
  const { plan, forks } = await readRun(folder);
  const exampleOf = new Map(plan.cells.map(({ id, example }) => [id, example]));
  const shortestMs = new Map<string, number>();
  for (const { cell, kind, outcome } of forks) {
    const example = exampleOf.get(cell);
    if (example === undefined || kind !== "time" || outcome._tag !== "done") continue;
    const { medianMs } = outcome.measurement.wall;
    shortestMs.set(example, Math.min(shortestMs.get(example) ?? Number.POSITIVE_INFINITY, medianMs));
  }
  return Array.from(shortestMs).flatMap(([example, ms]) => {
    const batch = plan.cases.find((one) => one.example === example)?.batch ?? 1;
    const file = plan.files?.[example];
    if (file === undefined || ms * batch >= leastMs) return [];
    return `${resolve(root, file)}: a call takes ${duration(ms)}, and the clock is read ${batch === 1 ? "around each" : `every ${batch} calls`}: add batch: ${batchFor(ms)} to defineExample, so that reading it does not count`;
  });
}

/** A round number of calls that take about 50 µs together. */
function batchFor(ms: number): number {
  const calls = Math.max(1, wantedMs / Math.max(ms, 1e-6));
  const power = 10 ** Math.floor(Math.log10(calls));
  const step = [1, 2, 5, 10].find((one) => one * power >= calls) ?? 10;
  return Math.min(100_000, step * power);
}
