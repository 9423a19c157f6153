// How many of a plan's comparisons were decided at its last look: for the progress line.
import type { Plan } from "@byturns/record";
import { isDecided, type Verdict } from "@byturns/statistics/verdict";
import { counted } from "@byturns/text/figures";

/** The state of a plan's comparisons, in numbers. */
interface DecidedSoFar {
  readonly asked: number;
  readonly decided: number;
  /** Cells that an open comparison needs. */
  readonly openCells: number;
}

/** Counts a plan's comparisons and those decided at its last look; undefined if there are none. */
function decidedSoFar({ sequence, cells }: Pick<Plan, "sequence" | "cells">): DecidedSoFar | undefined {
  if (sequence === undefined || sequence.asked.length === 0) return undefined;
  const { asked, decisions } = sequence;
  if (decisions === undefined) {
    const all = new Set(asked.flat().filter((i) => cells[i]?.unsupported === undefined));
    return { asked: asked.length, decided: 0, openCells: all.size };
  }
  const open = decisions.flatMap(({ a, b, stop }) => (stop === undefined ? [a, b] : []));
  return {
    asked: asked.length,
    decided: decisions.filter(({ verdict }) => isDecided(verdict as Verdict)).length,
    openCells: new Set(open).size,
  };
}

/** `212 of 221 decided · 3 open cells`; empty if a plan makes no comparisons. */
export function describeDecided(plan: Pick<Plan, "sequence" | "cells">): string | undefined {
  const so = decidedSoFar(plan);
  if (so === undefined) return undefined;
  return `${so.decided} of ${so.asked} decided · ${counted(so.openCells, "open cell")}`;
}

/** The result of the look that ends a run, in one sentence; undefined while rounds follow, or without comparisons. */
export function describeEnd({ sequence, rounds }: Pick<Plan, "sequence" | "rounds">): string | undefined {
  if (sequence?.ended === undefined || sequence.asked.length === 0) return undefined;
  const { decisions = [], ended } = sequence;
  const count = (verdict: Verdict) => decisions.filter((one) => one.verdict === verdict).length;
  const found = [
    [count("different"), "different"],
    [count("equivalent"), "equivalent"],
    [count("close"), "close"],
  ] as const;
  const decided = found.reduce((sum, [many]) => sum + many, 0);
  const timed = rounds.filter(({ kind }) => kind === "time").length;
  const why = {
    decided: "nothing is open",
    lastLook: "that was the last look",
    time: "more rounds would take too long",
  }[ended];
  const parts = found.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  return `${counted(timed, "round")}: ${decided} of ${counted(sequence.asked.length, "comparison")} decided${
    parts.length === 0 ? "" : ` (${parts.join(", ")})`
  }; ${why}`;
}
