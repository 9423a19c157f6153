// How far a plan's questions are decided, as its last look found: for the line that shows a run as it goes.
import type { Plan } from "@byturns/record";
import { isDecided, type Verdict } from "@byturns/statistics/verdict";
import { counted } from "@byturns/text/figures";

/** What a plan asks, in figures. */
interface DecidedSoFar {
  readonly asked: number;
  readonly decided: number;
  /** Cells that an open comparison needs. */
  readonly openCells: number;
}

/** Counts what a plan asks and what its last look decided; undefined where it asks nothing. */
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

/** `212 of 221 decided · 3 open cells`; nothing where a plan asks nothing. */
export function describeDecided(plan: Pick<Plan, "sequence" | "cells">): string | undefined {
  const so = decidedSoFar(plan);
  if (so === undefined) return undefined;
  return `${so.decided} of ${so.asked} decided · ${counted(so.openCells, "open cell")}`;
}

/** What a look that ends a run found, in a sentence; undefined while rounds follow, or where nothing was asked. */
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
    time: "the next look would take too long",
  }[ended];
  const parts = found.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  return `${counted(timed, "round")}: ${decided} of ${counted(sequence.asked.length, "comparison")} decided${
    parts.length === 0 ? "" : ` (${parts.join(", ")})`
  }; ${why}`;
}
