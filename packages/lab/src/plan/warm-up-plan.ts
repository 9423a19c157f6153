// Finds how long each case of a suite takes to warm up, from forks that time their calls from the first one on.
import type { ForkRecord, Plan } from "@byturns/record";
import { quantile } from "@byturns/statistics/figures/distribution";
import { warmAfterMs } from "@byturns/statistics/looks/warm-up";
import type { PlanOptions, WarmUps } from "../api.ts";
import type { Catalog } from "../catalog.ts";
import { makePlan } from "./plan.ts";

/** How long a fork times calls: twice the longest warm-up that can be detected from it. */
const watchedMs = 600;

/** Forks of each cell. */
const coldForks = 5;

/**
 * Makes the plan that warm-ups are read from: forks without warm-up that time calls for 600 ms.
 *
 * @throws the same errors as `makePlan`.
 */
export function warmUpPlan(
  catalog: Catalog,
  options: Pick<PlanOptions, "suite" | "runtimes" | "seed">,
): Plan {
  const plan = makePlan(catalog, { ...options, profile: "full", forks: coldForks, fixed: true });
  const { sequence: _, ...base } = plan;
  return {
    ...base,
    profile: { ...plan.profile, warmUpMs: 0, measureMs: watchedMs },
    cases: plan.cases.map(({ warmUpMs: __, ...one }) => one),
  };
}

/**
 * The warm-up of each case under each runtime, in milliseconds rounded up to ten: by then four of five forks of every
 * model were warm. All models of a case warm up for as long as the slowest one needs, since they are compared with one
 * another.
 */
export function warmUpsOf({ cells, cases, runtimes }: Plan, forks: readonly ForkRecord[]): WarmUps {
  const idOf = new Map(runtimes.map(({ key, id }) => [key, id]));
  const needed: Record<string, Record<string, number>> = {};
  for (const { id, example, input, runtime } of cells) {
    const one = cases.find((each) => each.example === example && each.input === input);
    const warm = forks.flatMap(({ cell, outcome }) => {
      if (cell !== id || outcome._tag !== "done") return [];
      const { firstCallMs, wall } = outcome.measurement;
      const callMs = wall.samplesMs.filter((ms) => ms > 0);
      // The first call precedes the timed ones.
      if (callMs.length === 0) return [];
      return [firstCallMs + warmAfterMs({ callMs, callsEach: wall.everyNth * (one?.batch ?? 1) })];
    });
    if (one === undefined || warm.length === 0) continue;
    const ms = Math.ceil(quantile(warm, 0.8) / 10) * 10;
    const key = `${example}/${one.base ?? input}`;
    const runtimeId = idOf.get(runtime) ?? runtime;
    const before = needed[key] ?? {};
    needed[key] = { ...before, [runtimeId]: Math.max(ms, before[runtimeId] ?? 0) };
  }
  return needed;
}
