// The resolution of the clocks of a plan's runtimes, as observed by their forks.
import type { Condition, ForkRecord, Plan } from "@byturns/record";
import { clockCondition } from "./doctor.ts";

/** Collects the smallest step of each runtime's clock. */
export class Clocks {
  readonly #plan: Pick<Plan, "cells" | "runtimes">;
  readonly #runtimes: ReadonlyMap<string, string>;
  readonly #stepMs = new Map<string, number>();

  constructor(plan: Pick<Plan, "cells" | "runtimes">) {
    this.#plan = plan;
    this.#runtimes = new Map(plan.cells.map(({ id, runtime }) => [id, runtime]));
  }

  /** Records what a fork observed; does nothing if it was not measured. */
  see({ cell, outcome }: Pick<ForkRecord, "cell" | "outcome">): void {
    const stepMs = outcome._tag === "done" ? outcome.measurement.clockStepMs : undefined;
    const key = this.#runtimes.get(cell);
    if (stepMs === undefined || key === undefined) return;
    this.#stepMs.set(key, Math.min(stepMs, this.#stepMs.get(key) ?? Number.POSITIVE_INFINITY));
  }

  /** One condition for each runtime observed. */
  conditions(): readonly Condition[] {
    return this.#plan.runtimes.flatMap(({ key, title, version }) => {
      const stepMs = this.#stepMs.get(key);
      return stepMs === undefined ? [] : [clockCondition(`${title} ${version}`, stepMs)];
    });
  }
}
