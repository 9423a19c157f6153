// What must hold before a run starts or goes on.
import { type MeasuredSources, type Plan, whySourcesDiffer } from "@byturns/record";
import type { Catalog } from "./catalog.ts";
import { PlanOutdated } from "./errors.ts";

/** Throws if other sources would be measured than those that a run has forks of. */
export function mustBeSame(
  folder: string,
  before: MeasuredSources,
  now: MeasuredSources,
  name?: string,
): void {
  if (before.fingerprint === undefined || now.fingerprint === undefined) return;
  const why = whySourcesDiffer(before, now);
  if (why === undefined) return;
  const where = name === undefined ? "" : ` in ${name}`;
  throw new PlanOutdated(
    `Cannot go on in ${folder}: other sources would be measured than before${where}: ${why}. Undo the change, or start another run`,
  );
}

/** Throws if a cell of the plan cannot be run because the sources have changed since the plan was made. */
export function mustKnow(
  catalog: Catalog,
  plan: Plan,
  folder: string,
  { base, executor }: { readonly base?: Catalog; readonly executor?: object },
  commit?: string,
): void {
  if (plan.against !== undefined && base === undefined && executor === undefined) {
    throw new PlanOutdated(
      `Cannot go on in ${folder}: its plan compares with ${plan.against.name}, which is not there`,
    );
  }
  for (const { id, example, input, model, unsupported } of plan.cells) {
    if (unsupported !== undefined) continue;
    const isKnown = Object.hasOwn(catalog.specs, example);
    const hasCase = plan.cases.some((one) => one.example === example && one.input === input);
    if (isKnown && hasCase && catalog.models.includes(model)) continue;
    const what = !isKnown
      ? `the example "${example}"`
      : hasCase
        ? `the model "${model}"`
        : `a case for ${id}`;
    const from = commit === undefined ? "" : `; it was made from commit ${commit}`;
    const who = isKnown && !hasCase ? "it does not have" : "this version does not have";
    throw new PlanOutdated(`Cannot go on in ${folder}: its plan needs ${what}, which ${who}${from}`);
  }
}
