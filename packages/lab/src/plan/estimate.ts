// How long a plan takes: a guess before the first fork, then what forks actually took.
import type { Case, Cell, ForkRecord, Plan, Round } from "@byturns/record";
import type { PlanSummary } from "../api.ts";
import { claimOf, isOnce } from "./profiles.ts";
import { warmUpOf } from "./warm-up.ts";

/** The assumed cost of starting and ending a process before any has been seen. */
const processMs = 150;

/** A plan in figures. */
export function summarizePlan(plan: Plan): PlanSummary {
  const run = plan.cells.filter(({ unsupported }) => unsupported === undefined);
  const estimate = new Estimate(plan);
  const timed = plan.rounds.filter(({ kind }) => kind === "time");
  const later = (plan.profile.forks - timed.length) * estimate.ofRound(timed.at(-1) as Round, false);
  const limitMs = plan.sequence?.limitMs ?? Number.POSITIVE_INFINITY;
  const mostMs = Math.max(estimate.ofPlan(), Math.min(limitMs, estimate.ofPlan() + Math.max(0, later)));
  const forks = countForks(plan);
  return {
    cases: plan.cases.length,
    cells: run.length,
    unsupported: plan.cells.length - run.length,
    pairs: run.filter(({ duplicateOf }) => duplicateOf !== undefined).length,
    rounds: plan.rounds.length,
    forks,
    expectedMs: Math.min(plan.budget?.ms ?? Number.POSITIVE_INFINITY, estimate.ofPlan()),
    mostMs: Math.min(plan.budget?.ms ?? Number.POSITIVE_INFINITY, mostMs),
    asked: plan.sequence?.asked.length ?? 0,
    looks: plan.sequence?.looks ?? [plan.profile.forks],
    claim:
      plan.budget?.fixed === false ? "what the forks allow that fit its budget" : claimOf(plan.profile.forks),
  };
}

/** How many forks a plan has. */
export function countForks(plan: Plan): number {
  return plan.rounds.reduce((sum, { order }) => sum + order.length, 0);
}

/** The cost of a plan's forks, refined with each fork seen. */
export class Estimate {
  readonly #plan: Plan;
  readonly #seen = new Map<string, { forks: number; ms: number }>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Records what a fork took. Forks of the first round make one extra call for the trace and are kept apart. */
  see({ cell, kind, round, wallMs }: Pick<ForkRecord, "cell" | "kind" | "round" | "wallMs">): void {
    const key = keyOf(cell, kind, round === 0);
    const before = this.#seen.get(key) ?? { forks: 0, ms: 0 };
    this.#seen.set(key, { forks: before.forks + 1, ms: before.ms + wallMs });
  }

  /** The expected time of one fork, in milliseconds; forks of the first round are traced. */
  ofFork(cell: Cell, kind: Round["kind"], isTraced: boolean): number {
    const seen = this.#meanOf(keyOf(cell.id, kind, isTraced));
    if (seen !== undefined) return seen;
    const traceMs = this.#guessTrace(cell);
    const other = this.#meanOf(keyOf(cell.id, kind, !isTraced));
    if (other === undefined) return this.#guess(cell) + (isTraced ? traceMs : 0);
    return isTraced ? other + traceMs : Math.max(other / 2, other - traceMs);
  }

  /** The expected time of a whole round, in milliseconds. */
  ofRound({ kind, order }: Round, isTraced: boolean): number {
    let ms = 0;
    for (const i of order) ms += this.ofFork(this.#plan.cells[i] as Cell, kind, isTraced);
    return ms;
  }

  /** The expected time of the whole plan, in milliseconds. */
  ofPlan(): number {
    return this.#plan.rounds.reduce((sum, round, i) => sum + this.ofRound(round, i === 0), 0);
  }

  #meanOf(key: string): number | undefined {
    const seen = this.#seen.get(key);
    return seen && seen.ms / seen.forks;
  }

  #caseOf({ example, input }: Cell): Case {
    return this.#plan.cases.find((one) => one.example === example && one.input === input) as Case;
  }

  #callMs(cell: Cell): number {
    return this.#caseOf(cell).ideal.ms ?? 0;
  }

  #warmUpMs(cell: Cell): number {
    const runtime = this.#plan.runtimes.find(({ key }) => key === cell.runtime);
    return warmUpOf(this.#plan, this.#caseOf(cell), runtime?.id ?? "");
  }

  #guess(cell: Cell): number {
    const { measureMs } = this.#plan.profile;
    const callMs = this.#callMs(cell);
    if (isOnce(this.#plan.profile)) return processMs + callMs;
    const warmUpMs = this.#warmUpMs(cell);
    return processMs + Math.max(warmUpMs, callMs) + Math.max(measureMs, callMs);
  }

  /** The traced call opens the example again and warms it up again. */
  #guessTrace(cell: Cell): number {
    const warmUpMs = this.#warmUpMs(cell);
    const callMs = this.#callMs(cell);
    if (isOnce(this.#plan.profile)) return callMs < longestToTraceMs ? callMs : 0;
    return Math.max(warmUpMs, callMs) + callMs;
  }
}

/** Where a fork makes a single call, a call that takes this long is not repeated for a trace. */
const longestToTraceMs = 5_000;

const keyOf = (cell: string, kind: Round["kind"], isTraced: boolean) => `${kind} ${isTraced} ${cell}`;
