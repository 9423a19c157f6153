// A run in which no fork timed enough calls has no tail at all.
import { whyNoTail } from "@byturns/record";
import { Usage } from "../text/errors.ts";
import type { RunWithFacts } from "./cells-seen.ts";

/**
 * Checks that runs have a metric, if it is a tail.
 *
 * @throws Usage when a run has none, with how many calls it takes and how many were timed.
 */
export function mustHaveTail(metric: string, ...runs: readonly RunWithFacts[]): void {
  for (const { run, facts } of runs) {
    if (facts.metrics.some(({ id }) => id === metric)) continue;
    const batches = new Map(
      run.plan.cells.map(({ id, example, input }) => [
        id,
        run.plan.cases.find((one) => one.example === example && one.input === input)?.batch ?? 1,
      ]),
    );
    const timed = run.forks.flatMap(({ cell, kind, outcome }) =>
      kind === "time" && outcome._tag === "done" ? [{ cell, wall: outcome.measurement.wall }] : [],
    );
    const alone = timed.filter(({ cell }) => (batches.get(cell) ?? 1) === 1);
    const why = whyNoTail(
      metric,
      (alone.length > 0 ? alone : timed).map(({ wall }) => wall),
      alone.length > 0 ? 1 : Math.max(1, ...batches.values()),
    );
    if (why !== undefined) throw new Usage(`${run.folder} has ${why}`);
  }
}
