// Runs a plan: the second of the three functions of the package.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Catalog, RunEnd, RunOptions } from "@byturns/lab";
import { runtimesOf } from "@byturns/lab/executor";
import { runPlan } from "@byturns/lab/run-plan";
import type { Plan } from "@byturns/record";
import { catalogOfPlan } from "../own/choose-catalog.ts";
import { expectOutputs } from "../own/expect.ts";
import { isOwn } from "../own/own-catalog.ts";
import { Usage } from "../text/errors.ts";
import { quoted } from "../text/quoted.ts";
import { refuseFile } from "../text/refuse-file.ts";

/** Where a run is kept, and how it is watched. */
export interface MeasureRequest extends Pick<RunOptions, "onEvent" | "signal" | "base"> {
  /** The folder of the run; it may not hold one already. */
  readonly folder: string;
}

/**
 * Runs a plan: a fresh process for each fork, every cell once a round. Each fork is written to the folder as it ends.
 *
 * @returns how it ended. A fork that failed is in the records, and counts in `bad`.
 * @throws Usage when the folder holds a run already.
 * @throws RecordLost when the folder cannot be written.
 * @throws RuntimeMissing when a runtime of the plan is not available.
 * @throws PlanOutdated when an example, input or model of the plan does not exist.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { measure, plan, report } from "byturns";
 *
 * const folder = await mkdtemp(join(tmpdir(), "first-"));
 * const wanted = { examples: ["say-after"], models: ["promises"], runtimes: ["node"], profile: "smoke", forks: 1 };
 * const end = await measure(await plan(wanted), { folder: join(folder, "run") });
 * assert.deepEqual([end.ended, end.bad], ["complete", 0]);
 * const { machines } = await report(end.folder);
 * assert.equal(machines.length, 1);
 * await rm(folder, { recursive: true });
 * ```
 */
export async function measure(plan: Plan, request: MeasureRequest): Promise<RunEnd> {
  return measureIn(await catalogOfPlan(plan, resolve(request.folder)), plan, request);
}

/** The same with a catalog that is loaded already. */
export async function measureIn(
  catalog: Catalog,
  plan: Plan,
  { folder, ...options }: MeasureRequest,
): Promise<RunEnd> {
  const at = resolve(folder);
  refuseUsed(at);
  await expectOf(catalog, plan, options.signal);
  return runPlan(catalog, plan, at, options);
}

/** Finds out what the models of one's own examples must return, before any of them is measured. */
export async function expectOf(catalog: Catalog, plan: Plan, signal?: AbortSignal): Promise<void> {
  if (!isOwn(catalog)) return;
  const runtimes = [...(await runtimesOf(catalog, plan)).values()];
  await expectOutputs(catalog, plan.cases, runtimes, { signal, limitMs: plan.timeLimitMs });
}

/**
 * Refuses a folder that holds a run, and a file.
 *
 * @throws Usage with how to resume that run.
 */
export function refuseUsed(folder: string): void {
  refuseFile(folder);
  if (!existsSync(join(folder, "plan.json"))) return;
  throw new Usage(
    `There is a run in ${folder} already. Resume it with: byturns bench --resume ${quoted(folder)}; or name another folder`,
  );
}
