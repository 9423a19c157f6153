// How long a plan takes: a guess before the first fork, what was seen after it.
import type { Case, Cell, ForkRecord, Plan, Round } from "@byturns/record";
import type { PlanSummary } from "./api.ts";
import { claimOf, isOnce } from "./profiles.ts";

/** What starting and ending a process costs, when nothing is known of it. */
const processMs = 150;

/** A plan in figures. */
export function summarisePlan(plan: Plan): PlanSummary {
  const run = plan.cells.filter(({ unsupported }) => unsupported === undefined);
  const timed = plan.rounds.filter(({ kind }) => kind === "time");
  const forks = countForks(plan);
  return {
    cases: plan.cases.length,
    cells: run.length,
    unsupported: plan.cells.length - run.length,
    pairs: run.filter(({ duplicateOf }) => duplicateOf !== undefined).length,
    rounds: plan.rounds.length,
    forks,
    expectedMs: plan.budget?.ms ?? new Estimate(plan).ofPlan(),
    claim: plan.budget?.fixed === false ? "what the forks allow that fit its budget" : claimOf(timed.length),
  };
}

/** How many forks a plan has. */
export function countForks(plan: Plan): number {
  return plan.rounds.reduce((sum, { order }) => sum + order.length, 0);
}

/** What forks of a plan cost; the more it has seen, the better. */
export class Estimate {
  readonly #plan: Plan;
  readonly #seen = new Map<string, { forks: number; ms: number }>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Notes what a fork took. Those of the first round make a call more, for its trace, and are kept apart. */
  see({ cell, kind, round, wallMs }: Pick<ForkRecord, "cell" | "kind" | "round" | "wallMs">): void {
    const key = keyOf(cell, kind, round === 0);
    const before = this.#seen.get(key) ?? { forks: 0, ms: 0 };
    this.#seen.set(key, { forks: before.forks + 1, ms: before.ms + wallMs });
  }

  /** What one fork is expected to take, in milliseconds; those of the first round are traced. */
  ofFork(cell: Cell, kind: Round["kind"], isTraced: boolean): number {
    const seen = this.#meanOf(keyOf(cell.id, kind, isTraced));
    if (seen !== undefined) return seen;
    const traceMs = this.#guessTrace(cell);
    const other = this.#meanOf(keyOf(cell.id, kind, !isTraced));
    if (other === undefined) return this.#guess(cell) + (isTraced ? traceMs : 0);
    return isTraced ? other + traceMs : Math.max(other / 2, other - traceMs);
  }

  /** What a whole round is expected to take, in milliseconds. */
  ofRound({ kind, order }: Round, isTraced: boolean): number {
    let ms = 0;
    for (const i of order) ms += this.ofFork(this.#plan.cells[i] as Cell, kind, isTraced);
    return ms;
  }

  /** What all of the plan is expected to take, in milliseconds. */
  ofPlan(): number {
    return this.#plan.rounds.reduce((sum, round, i) => sum + this.ofRound(round, i === 0), 0);
  }

  #meanOf(key: string): number | undefined {
    const seen = this.#seen.get(key);
    return seen && seen.ms / seen.forks;
  }

  #callMs({ example, input }: Cell): number {
    const call = this.#plan.cases.find((one) => one.example === example && one.input === input) as Case;
    return call.ideal.ms ?? 0;
  }

  #guess(cell: Cell): number {
    const { warmUpMs, measureMs } = this.#plan.profile;
    const callMs = this.#callMs(cell);
    if (isOnce(this.#plan.profile)) return processMs + callMs;
    return processMs + Math.max(warmUpMs, callMs) + Math.max(measureMs, callMs);
  }

  /** The example is opened once more, warmed up again, and called. */
  #guessTrace(cell: Cell): number {
    const { warmUpMs } = this.#plan.profile;
    const callMs = this.#callMs(cell);
    if (isOnce(this.#plan.profile)) return callMs < longestToTraceMs ? callMs : 0;
    return Math.max(warmUpMs, callMs) + callMs;
  }
}

/** Where a fork makes one call, one that takes this long is not made again for its trace. */
const longestToTraceMs = 5_000;

const keyOf = (cell: string, kind: Round["kind"], isTraced: boolean) => `${kind} ${isTraced} ${cell}`;
