// Points of a sweep that do not fit: a limit ends them in the first round, and they are not tried again.
import type { OutcomeTag, Plan } from "@byturns/record";

/** Whether a fork ended because it exceeded its time or memory limit. */
export function endsAtLimits(outcome: OutcomeTag): boolean {
  return outcome === "timedOut" || outcome === "outOfMemory";
}

/**
 * The plan after its first round, without these cells and their duplicates.
 *
 * Their one fork is the record that they do not fit. Only how it ended decides that, never a time measured in a fork
 * that completed.
 */
export function withoutCutOff(plan: Plan, cutOff: ReadonlySet<string>): Plan {
  const nameOf = ({ id, duplicateOf }: Plan["cells"][number]) => duplicateOf ?? id;
  const left = new Set(plan.cells.filter(({ id }) => cutOff.has(id)).map(nameOf));
  const kept = plan.cells.map((cell) => !left.has(nameOf(cell)));
  const [first, ...others] = plan.rounds;
  const rounds = others.map((round) => ({ ...round, order: round.order.filter((i) => kept[i]) }));
  return {
    ...plan,
    rounds: [...(first === undefined ? [] : [first]), ...rounds],
    ...(plan.cutOff === undefined ? {} : { cutOff: { fixed: true } }),
  };
}
