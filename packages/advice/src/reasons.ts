// Why the answer is what it is: a sentence for the ranking, for each wish that cannot be met, and for each model.
import { digits, duration, listed } from "@byturns/text/figures";
import type { AdvisedCell } from "./advise.ts";
import type { Estimate } from "./figures.ts";
import { computesOnMain, type Prediction } from "./predict.ts";
import type { Workload } from "./workload.ts";

/** How a cell is named in sentences. */
export const nameOf = ({ model, runtime }: Pick<Prediction, "model" | "runtime">) => `${model}/${runtime}`;

/**
 * @param ahead those that are not told apart from the best.
 * @param leanest of these, the one that takes the least processor time; undefined where none keeps up.
 */
export function reasonsOf(
  cells: readonly AdvisedCell[],
  ahead: readonly AdvisedCell[],
  leanest: AdvisedCell | undefined,
  workload: Workload,
): string[] {
  if (cells.length === 0) return ["The run has no cell that can be predicted."];
  const models = [...new Set(cells.map(({ model }) => model))];
  return [
    rankingOf(cells, ahead, leanest, workload),
    ...deadlineOf(cells, workload),
    ...inFlightOf(cells, workload),
    ...models.map((model) =>
      busyOf(
        model,
        cells.filter((cell) => cell.model === model),
        workload,
      ),
    ),
  ];
}

function rankingOf(
  cells: readonly AdvisedCell[],
  ahead: readonly AdvisedCell[],
  leanest: AdvisedCell | undefined,
  { ratePerSecond }: Workload,
): string {
  if (leanest === undefined)
    return `No cell keeps up with ${rateText(ratePerSecond)}: spread them over more processes, or do less for each.`;
  const p99 = `its 99th percentile is ${spreadOf(leanest.p99Ms)}`;
  if (cells.length === 1) return `${nameOf(leanest)} is the only cell that can be predicted: ${p99}.`;
  if (ahead.length === 1) return `${nameOf(leanest)} is ahead: ${p99}.`;
  return `A tie, in no order: ${listed(ahead.map(nameOf))}. The intervals of their 99th percentiles meet that of the least. Of these, ${nameOf(leanest)} takes the least processor time: ${duration(leanest.cpuMs.estimate)} a request.`;
}

/** A deadline that no cell holds, or of which nobody can say that one does. */
function deadlineOf(cells: readonly AdvisedCell[], { deadlineMs, waitMs }: Workload): string[] {
  if (cells.some(({ holds }) => holds === "yes")) return [];
  const deadline = `the deadline of ${duration(deadlineMs)}`;
  if (waitMs >= deadlineMs)
    return [`No cell can be within ${deadline}: a request waits for ${duration(waitMs)} already.`];
  return cells.every(({ holds }) => holds === "no")
    ? [`No cell is within ${deadline} at this rate.`]
    : [`Whether any cell is within ${deadline} the intervals do not tell.`];
}

/** More are open at once than were named: rate times latency, by Little's law. */
function inFlightOf(cells: readonly AdvisedCell[], { inFlight, ratePerSecond }: Workload): string[] {
  const most = Math.max(0, ...cells.map(({ openRequests }) => openRequests.estimate).filter(Number.isFinite));
  if (most <= inFlight) return [];
  return [
    `${rateText(ratePerSecond)} that take so long are up to ${count(most)} open at once: their memory is reckoned, not that of the ${count(inFlight)} asked for.`,
  ];
}

function busyOf(model: string, cells: readonly AdvisedCell[], { ratePerSecond, cores }: Workload): string {
  const shares = (of: (cell: AdvisedCell) => number) => {
    const all = cells.map((cell) => (ratePerSecond * of(cell)) / 1_000);
    return [Math.min(...all), Math.max(...all)] as const;
  };
  const main = shares(({ heldMs }) => heldMs.estimate);
  const beside = computesOnMain(model) ? undefined : shares(({ cpuMs }) => cpuMs.estimate / cores);
  const ofCores = cores === 1 ? "the core" : `the ${count(cores)} cores`;
  const whole = Math.max(main[1], beside?.[1] ?? 0) >= 1;
  return `${model}: ${rateText(ratePerSecond)} take ${shareText(main)} the main thread’s time${
    beside === undefined ? "" : ` and ${shareText(beside)} that of ${ofCores}`
  }${whole ? "; from all of it on, the line grows without end" : ""}.`;
}

/** `23 to 26 % of`, `less than 1 % of`; from double on as a factor, `920 times`. */
function shareText([low, high]: readonly [number, number]): string {
  const [write, unit] =
    high < 2
      ? [(share: number) => (share < 0.01 ? "less than 1" : String(Math.round(share * 100))), " % of"]
      : [(share: number) => digits(share), " times"];
  const ends = [...new Set([low, high].map(write))];
  return `${ends.join(" to ")}${unit}`;
}

const rateText = (rate: number) => (rate === 1 ? "1 request a second" : `${count(rate)} requests a second`);
const count = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));

/** The least is finite in what is named; at the high end the line may grow. */
function spreadOf({ estimate, low, high }: Estimate): string {
  return `${duration(estimate)} (${duration(low)} to ${Number.isFinite(high) ? duration(high) : "without end"})`;
}
