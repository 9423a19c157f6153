// The cost model: what one model under one runtime will do with a workload.
import type { CellFigures, Estimate } from "./figures.ts";
import { loadOf, queueMs, type Station } from "./queue.ts";
import { checkWorkload, type Workload } from "./workload.ts";

/** What is predicted for one model under one runtime; a time that grows without end is `Infinity`. */
export interface Prediction {
  readonly model: string;
  readonly runtime: string;
  /** Processor time beside the computing asked for, a request. */
  readonly overheadMs: Estimate;
  /** All processor time, a request. */
  readonly cpuMs: Estimate;
  readonly p50Ms: Estimate;
  readonly p99Ms: Estimate;
  /** Requests a second until which the 99th percentile stays within the deadline; 0 if even one alone is too late. */
  readonly rateWithinDeadline: Estimate;
  /** Memory of the process with all open requests. */
  readonly memoryBytes: Estimate;
  /** Processor time of one cancellation. */
  readonly cancelMs: Estimate;
  /** How long the main thread is held by one request, during which all others wait. */
  readonly heldMs: Estimate;
}

/** One value for each figure: a corner of their intervals. */
type Corner = { readonly [Name in keyof CellFigures]: CellFigures[Name] extends Estimate ? number : string };

/**
 * Predicts one cell. Every term grows with every figure, so the ends of an interval come from the ends of the figures'.
 *
 * @throws TypeError or RangeError when the workload has a wrong value: see `checkWorkload`.
 */
export function predict(workload: Workload, figures: CellFigures): Prediction {
  checkWorkload(workload);
  const corners = {
    low: cornerOf(figures, "low"),
    estimate: cornerOf(figures, "estimate"),
    high: cornerOf(figures, "high"),
  };
  const spread = (of: (corner: Corner) => number): Estimate => ({
    low: of(corners.low),
    estimate: of(corners.estimate),
    high: of(corners.high),
  });
  const rate = spread((corner) => rateWithin(workload, corner));
  return {
    model: figures.model,
    runtime: figures.runtime,
    overheadMs: spread((corner) => overheadOf(workload, corner)),
    cpuMs: spread((corner) => cpuOf(workload, corner)),
    p50Ms: spread((corner) => latencyOf(workload, corner, 0.5)),
    p99Ms: spread((corner) => latencyOf(workload, corner, 0.99)),
    // What costs more holds the deadline for less.
    rateWithinDeadline: { low: rate.high, estimate: rate.estimate, high: rate.low },
    memoryBytes: spread((corner) => memoryOf(workload, corner)),
    cancelMs: spread(({ cancelCostMs }) => cancelCostMs),
    heldMs: spread((corner) => heldOf(workload, corner)),
  };
}

/** The 99th percentile alone, by the estimates: what crossovers are found by. */
export function p99Estimate(workload: Workload, figures: CellFigures): number {
  return latencyOf(workload, cornerOf(figures, "estimate"), 0.99);
}

function cornerOf(figures: CellFigures, end: keyof Estimate): Corner {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === "string" ? value : value[end]]),
  ) as unknown as Corner;
}

/** Whether computing runs beside the main thread. */
const isBeside = ({ model }: Corner) => model !== "promises" && model !== "fibers";

function overheadOf({ payloadBytes, cancelShare }: Workload, corner: Corner): number {
  const canceled = cancelShare > 0 ? corner.deadlineCostMs + cancelShare * corner.cancelCostMs : 0;
  return corner.overheadMs + canceled + payloadBytes * corner.byteMs;
}

function computingOf({ computeMs }: Workload, { computeFactor }: Corner): number {
  return computeMs * computeFactor;
}

function cpuOf(workload: Workload, corner: Corner): number {
  return overheadOf(workload, corner) + computingOf(workload, corner);
}

function heldOf(workload: Workload, corner: Corner): number {
  return overheadOf(workload, corner) + (isBeside(corner) ? 0 : computingOf(workload, corner));
}

/** Where requests wait in line: the main thread, and the pool if there is one. */
function stationsOf(workload: Workload, corner: Corner): Station[] {
  const { ratePerSecond, cores } = workload;
  const main = { ratePerSecond, serviceMs: heldOf(workload, corner), servers: 1 };
  if (!isBeside(corner)) return [main];
  // All threads share the cores, so the pool's threads get what the main thread leaves.
  const left = Math.max(1e-9, 1 - loadOf(main) / cores);
  return [main, { ratePerSecond, serviceMs: computingOf(workload, corner) / left, servers: cores }];
}

function latencyOf(workload: Workload, corner: Corner, q: 0.5 | 0.99): number {
  const stations = stationsOf(workload, corner);
  const queues = stations.map((station) => queueMs(station, q));
  const halves = stations.map((station) => queueMs(station, 0.5));
  // Two lines are seldom at their longest for the same request: one at its quantile, the others at their median.
  const line = Math.max(
    ...queues.map((ms, i) => ms + halves.reduce((sum, half, j) => sum + (i === j ? 0 : half), 0)),
  );
  const late = workload.waitMs > 0 ? (q === 0.5 ? corner.timerP50Ms : corner.timerP99Ms) : 0;
  const served = stations.reduce((sum, { serviceMs }) => sum + serviceMs, 0);
  return workload.waitMs + late + served + line + corner.fixedMs;
}

function rateWithin(workload: Workload, corner: Corner): number {
  const isWithin = (ratePerSecond: number) =>
    latencyOf({ ...workload, ratePerSecond }, corner, 0.99) <= workload.deadlineMs;
  if (!isWithin(0)) return 0;
  let [low, high] = [0, 1e7];
  for (let i = 0; i < 60 && high - low > high * 1e-6; i++) {
    const middle = (low + high) / 2;
    if (isWithin(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function memoryOf(workload: Workload, corner: Corner): number {
  const { inFlight, payloadBytes } = workload;
  const held = payloadBytes * (isBeside(corner) ? 2 : 1);
  return corner.processBytes + inFlight * (corner.taskBytes + held);
}
