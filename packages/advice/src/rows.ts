// Advice as the rows of a table, the same for a terminal, a page and a script in it.
import { bytes, counted, digits, duration } from "@byturns/text/figures";
import type { Advice, AdvisedCell } from "./advise.ts";
import type { Estimate } from "./figures.ts";

/** The columns of the table, in order. */
export const adviceColumns = [
  "Model",
  "Runtime",
  "Standing",
  "p50",
  "p99",
  "Within the deadline",
  "Rate until then",
  "Overhead",
  "Processor",
  "Memory",
  "A cancellation",
  "Order hazards",
] as const;

/** One row for each cell: text only, each figure with its interval. */
export function adviceRows({ cells }: Advice): string[][] {
  return cells.map(rowOf);
}

function rowOf(cell: AdvisedCell): string[] {
  const { model, runtime, standing, holds, p50Ms, p99Ms, rateWithinDeadline, hazards } = cell;
  return [
    model,
    runtime,
    standing,
    spread(p50Ms, duration),
    spread(p99Ms, duration),
    holds,
    spread(rateWithinDeadline, (rate) => `${rate < 100 ? Number(rate.toPrecision(2)) : digits(rate, 2)}/s`),
    spread(cell.overheadMs, duration),
    spread(cell.cpuMs, duration),
    spread(cell.memoryBytes, bytes),
    spread(cell.cancelMs, duration),
    hazards.length === 0 ? "none recorded" : counted(hazards.length, "hazard"),
  ];
}

/** `12.0 ms (11.0 ms to 13.0 ms)`. */
function spread({ estimate, low, high }: Estimate, write: (value: number) => string): string {
  const text = (value: number) => (Number.isFinite(value) ? write(value) : "without end");
  const [at, from, to] = [estimate, low, high].map(text);
  return from === to ? `${at}` : `${at} (${from} to ${to})`;
}
