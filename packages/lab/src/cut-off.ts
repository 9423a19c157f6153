// Points of a sweep that do not fit: a limit ends them in the first round, and they are not tried again.
import type { OutcomeTag, Plan } from "@byturns/record";

/** Whether a fork ended so because it took more time, or more memory, than it was given. */
export function endsAtLimits(outcome: OutcomeTag): boolean {
  return outcome === "timedOut" || outcome === "outOfMemory";
}

/**
 * The plan without these cells, and without their duplicates, after its first round.
 *
 * Their one fork is the record that they do not fit. Its end decides that, and no time that was measured of a fork that
 * ended well.
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
