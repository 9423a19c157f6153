// Measures workloads with `mix`: at the rate asked for, and at rates around where p99 is predicted to pass its limit.
import { fileURLToPath } from "node:url";
import { type Advice, mixSettings, type Workload } from "@byturns/advice";
import { runtime as bun } from "@byturns/bun";
import { runtime as deno } from "@byturns/deno";
import { type Catalog, findRuntimes, makePlan, runPlan } from "@byturns/lab";
import { runtime as node } from "@byturns/node";
import { readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { specs } from "@byturns/spec";
import { type Summary, summarise } from "@byturns/statistics";

const catalog: Catalog = {
  root: fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, ""),
  specs,
  runtimes: [node, deno, bun],
  models: ["promises", "fibers", "threads"],
  unsupported: () => undefined,
};

/** The summary of a workload's cells; the input `asked` has its rate, `rate-0` and on the others. */
export interface Measured {
  readonly summary: Summary;
  readonly rates: readonly number[];
}

/**
 * Rates from well below the lowest predicted limit to well above the highest, evenly on a logarithmic scale.
 *
 * @param count >= 2.
 */
export function ratesAround({ cells }: Advice, count: number): number[] {
  const limits = cells
    .map(({ rateWithinDeadline }) => rateWithinDeadline.estimate)
    .filter((rate) => rate >= 1);
  const [low, high] = [Math.min(...limits) * 0.6, Math.min(5_000, Math.max(...limits) * 1.4)];
  if (limits.length === 0 || low >= high) return [];
  return Array.from({ length: count }, (_, i) =>
    Number((low * (high / low) ** (i / (count - 1))).toPrecision(3)),
  );
}

/** Runs every cell at every rate, interleaved, warmed up as in the run that predictions are made from. */
export async function measure(
  workload: Workload,
  rates: readonly number[],
  forks: number,
  folder: string,
): Promise<Measured> {
  const inputOf = (one: Workload) => ({ ...mixSettings(one), load: "{load}", seed: 7 });
  const inputs = {
    asked: inputOf(workload),
    ...Object.fromEntries(
      rates.map((ratePerSecond, i) => [`rate-${i}`, inputOf({ ...workload, ratePerSecond })]),
    ),
  };
  const own: Catalog = {
    ...catalog,
    specs: { ...specs, mix: { ...specs.mix, inputs: { ...specs.mix.inputs, ...inputs } } },
  };
  const { found } = await findRuntimes(own);
  const cases = Object.keys(inputs).map((input) => ({ example: "mix", input }));
  const plan = makePlan(own, {
    suite: { id: "advice", cases },
    runtimes: found,
    profile: "quick",
    forks,
    fixed: true,
    resourceForks: 0,
    threads: workload.cores,
  });
  await runPlan(own, plan, folder);
  return { summary: summarise(factsOf(await readRun(folder)), { resamples: 100 }), rates };
}
