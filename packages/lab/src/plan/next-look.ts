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
 * end. Where the time that is left is too short for all of them, the cases remain that have the most open comparisons
 * for the time that they take: a last look at some tells more than none.
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
  const roundsOf = (cells: readonly number[]) =>
    Array.from({ length: next - done }, (_, i): Round => {
      // A separate seed for each round, so that the order does not depend on how the run was split.
      return { kind: "time", order: drawFrom(plan.seed ^ (roundSalt + done + i)).shuffle(cells) };
    });
  const costMsOf = (cells: readonly number[]) =>
    roundsOf(cells).reduce((sum, round) => sum + options.costOf(round), 0);
  const leftMs = (sequence.limitMs ?? Number.POSITIVE_INFINITY) - options.spentMs;
  const cells = affordable(plan, decisions, leftMs, costMsOf);
  if (cells === undefined) return ended("time");
  return { ...plan, rounds: [...plan.rounds, ...roundsOf(cells)], sequence: noted };
}

const roundSalt = 0x2c1b_3c6d;

/**
 * Indices of the cells of the next rounds: of all cases with an open comparison if there is time, else of those that
 * have the most for the time that they take; undefined if there is no time for any.
 */
function affordable(
  plan: Plan,
  decisions: readonly Decision[],
  leftMs: number,
  costMsOf: (cells: readonly number[]) => number,
): readonly number[] | undefined {
  const there = new Set(lastCells(plan).map((i) => plan.cells[i]?.id));
  // One of which a cell was left out stays open, and has no more rounds.
  const open = decisions.flatMap(({ a, b, stop }) =>
    stop === undefined && there.has(a) && there.has(b) ? [[a, b]] : [],
  );
  if (open.length === 0) return undefined;
  const needed = neededCells(plan, new Set(open.flat()));
  if (costMsOf(needed) <= leftMs) return needed;
  const caseOf = new Map(plan.cells.map(({ id, example, input }) => [id, `${example}/${input}`]));
  const openIn = (key: string) => open.filter(([a]) => caseOf.get(a as string) === key);
  const some = (keys: readonly string[]) => neededCells(plan, new Set(keys.flatMap(openIn).flat()));
  const byWorth = [...new Set(caseOf.values())]
    .map((key) => ({ key, perMs: openIn(key).length / costMsOf(some([key])) }))
    .filter(({ perMs }) => perMs > 0)
    .sort((a, b) => b.perMs - a.perMs);
  const chosen: string[] = [];
  for (const { key } of byWorth) if (costMsOf(some([...chosen, key])) <= leftMs) chosen.push(key);
  return chosen.length === 0 ? undefined : some(chosen);
}

/** Those of the last round that are open or of an A/A pair: cells that were cut off or left out stay out. */
function neededCells(plan: Plan, open: ReadonlySet<string>): number[] {
  const needed = new Set(open);
  for (const { id, duplicateOf } of plan.cells) {
    if (duplicateOf === undefined) continue;
    needed.add(id);
    needed.add(duplicateOf);
  }
  const there = new Set(lastCells(plan));
  return plan.cells.flatMap(({ id }, i) => (needed.has(id) && there.has(i) ? [i] : []));
}

/** Indices of the cells of the last round. */
function lastCells({ rounds }: Plan): readonly number[] {
  return rounds.findLast(({ kind }) => kind === "time")?.order ?? [];
}
