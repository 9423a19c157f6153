// What follows a look: more rounds of the cells still needed, up to the next look, or the end.
import { type ForkRecord, factsOf, type Plan, type Round, type Sequence } from "@byturns/record";
import { type Decision, decisionsOf } from "@byturns/statistics/looks/decisions";
import { drawFrom } from "./shuffle.ts";

/** What a look depends on beside the records. */
export interface LookOptions {
  /** Time spent so far, in milliseconds. */
  readonly spentMs: number;
  /** The expected time of a round, in milliseconds. */
  readonly costOf: (round: Round) => number;
}

/** Whether rounds may still be added to a plan, because its comparisons are looked at as it runs. */
export function isOpenEnded({ sequence }: Pick<Plan, "sequence">): boolean {
  return sequence !== undefined && sequence.ended === undefined;
}

/**
 * The plan after a look at all of its rounds, with the decisions made, and either the rounds up to the next look or the
 * reason why there are none. Only cells that an open comparison needs remain, and the A/A pairs, which remain to the
 * end.
 *
 * It depends only on the plan and the records, so that resuming a run, or taking it over, gives the same result.
 */
export function afterLook(plan: Plan, forks: readonly ForkRecord[], options: LookOptions): Plan {
  const { sequence } = plan;
  if (sequence === undefined || sequence.ended !== undefined) return plan;
  const decisions = decisionsOf(factsOf({ plan, forks }));
  const placeOf = new Map(plan.cells.map(({ id }, i) => [id, i]));
  const noted: Sequence = {
    ...sequence,
    decisions: decisions.map(({ a, b, verdict, stop, rounds }) => ({
      a: placeOf.get(a) as number,
      b: placeOf.get(b) as number,
      verdict,
      ...(stop === undefined ? {} : { stop }),
      rounds,
    })),
  };
  const done = plan.rounds.filter(({ kind }) => kind === "time").length;
  const ended = (why: NonNullable<Sequence["ended"]>): Plan => ({
    ...plan,
    sequence: { ...noted, ended: why },
  });
  const next = sequence.looks.find((look) => look > done);
  if (!decisions.some(({ stop }) => stop === undefined)) return ended("decided");
  if (next === undefined) return ended("lastLook");
  const needed = neededCells(plan, decisions);
  const rounds = Array.from({ length: next - done }, (_, i): Round => {
    // A separate seed for each round, so that the order does not depend on how the run was split.
    return { kind: "time", order: drawFrom(plan.seed ^ (roundSalt + done + i)).shuffle(needed) };
  });
  const costMs = rounds.reduce((sum, round) => sum + options.costOf(round), 0);
  if (sequence.limitMs !== undefined && options.spentMs + costMs > sequence.limitMs) return ended("time");
  return { ...plan, rounds: [...plan.rounds, ...rounds], sequence: noted };
}

const roundSalt = 0x2c1b_3c6d;

/** Indices of the cells of the next rounds: only cells of the last round, so that cells that were cut off stay out. */
function neededCells(plan: Plan, decisions: readonly Decision[]): number[] {
  const open = new Set(decisions.flatMap(({ a, b, stop }) => (stop === undefined ? [a, b] : [])));
  for (const { id, duplicateOf } of plan.cells) {
    if (duplicateOf === undefined) continue;
    open.add(id);
    open.add(duplicateOf);
  }
  const last = plan.rounds.findLast(({ kind }) => kind === "time");
  const there = new Set(last?.order);
  return plan.cells.flatMap(({ id }, i) => (open.has(id) && there.has(i) ? [i] : []));
}
