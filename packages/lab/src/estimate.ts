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
    pairs: run.filter(({ twinOf }) => twinOf !== undefined).length,
    rounds: plan.rounds.length,
    forks,
    expectedMs: plan.budget?.ms ?? new Estimate(plan).ofRounds(plan.rounds),
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

  /** Notes what a fork took. */
  see({ cell, kind, wallMs }: Pick<ForkRecord, "cell" | "kind" | "wallMs">): void {
    const key = `${kind} ${cell}`;
    const before = this.#seen.get(key) ?? { forks: 0, ms: 0 };
    this.#seen.set(key, { forks: before.forks + 1, ms: before.ms + wallMs });
  }

  /** What one fork is expected to take, in milliseconds. */
  ofFork(cell: Cell, kind: Round["kind"]): number {
    const seen = this.#seen.get(`${kind} ${cell.id}`);
    return seen === undefined ? this.#guess(cell) : seen.ms / seen.forks;
  }

  /** What whole rounds are expected to take, in milliseconds. */
  ofRounds(rounds: readonly Round[]): number {
    let ms = 0;
    for (const { kind, order } of rounds)
      for (const i of order) ms += this.ofFork(this.#plan.cells[i] as Cell, kind);
    return ms;
  }

  #guess({ example, input }: Cell): number {
    const { warmUpMs, measureMs } = this.#plan.profile;
    const call = this.#plan.cases.find((one) => one.example === example && one.input === input) as Case;
    const callMs = call.ideal.ms ?? 0;
    if (isOnce(this.#plan.profile)) return processMs + callMs;
    return processMs + Math.max(warmUpMs, callMs) + Math.max(measureMs, callMs);
  }
}
