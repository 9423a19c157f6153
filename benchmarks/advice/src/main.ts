// Holds the cost model against reality: draws workloads, predicts them from a run, measures them with `mix`, and prints
// how far off each prediction was: `npm start -- --workloads 60 --forks 3 --budget 10m`.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { advise } from "@byturns/advice";
import { figuresOf } from "@byturns/advice/figures-of";
import { usableCores } from "@byturns/lab";
import { readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { summarise } from "@byturns/statistics";
import { drawWorkloads } from "./draw.ts";
import { type Judged, judge, tally } from "./judge.ts";
import { measure, ratesAround } from "./measure.ts";

const reference = fileURLToPath(new URL("../../reference/full", import.meta.url));
const { values } = parseArgs({
  options: {
    workloads: { type: "string", default: "60" },
    forks: { type: "string", default: "3" },
    budget: { type: "string", default: "10m" },
    rates: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    run: { type: "string", default: reference },
  },
});
const whole = (name: "workloads" | "forks" | "rates" | "seed", least: number): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`Cannot use --${name} ${values[name]}: it must be an integer from ${least} on`);
  return value;
};
const [, minutes] = /^(\d+(?:\.\d+)?)m$/.exec(values.budget) ?? [];
if (minutes === undefined)
  throw new RangeError(`Cannot use --budget ${values.budget}: write minutes, such as 10m`);
const endsAt = performance.now() + Number(minutes) * 60_000;

const run = await readRun(values.run);
const figures = figuresOf({
  id: run.plan.id,
  cells: summarise(factsOf(run), { resamples: 100 }).cells,
  cases: run.plan.cases,
});
const workloads = drawWorkloads(
  whole("workloads", 1),
  whole("seed", 0),
  Math.max(1, Math.floor(usableCores())),
);
const [forks, rates] = [whole("forks", 1), whole("rates", 0)];
const folder = await mkdtemp(join(tmpdir(), "byturns-advice-"));
const judged: Judged[] = [];
let longestMs = 0;
try {
  for (const [i, workload] of workloads.entries()) {
    const startedAt = performance.now();
    if (startedAt + longestMs > endsAt) {
      console.log(`The budget of ${values.budget} ends after ${i} of ${workloads.length} workloads.`);
      break;
    }
    const advice = advise(workload, figures);
    const at = rates === 0 ? [] : ratesAround(advice, rates);
    const one = judge(advice, await measure(workload, at, forks, join(folder, String(i))));
    judged.push(one);
    const { waitMs, computeMs, ratePerSecond } = workload;
    console.log(`\nwait ${waitMs} ms, compute ${computeMs} ms, ${ratePerSecond} a second`);
    for (const { cell, p50, rate } of one.cells)
      console.log(`  ${cell}: p50 ${p50.text}; rate until p99 passes its limit ${rate.text}`);
    console.log(
      `  recommended ${one.recommended}: ${one.isRight ? "the best, or not told apart from it" : `behind ${one.best}`}`,
    );
    longestMs = Math.max(longestMs, performance.now() - startedAt);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const line of tally(judged)) console.log(line);
