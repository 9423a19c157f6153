// The cost model: what one model under one runtime will do with a workload.
import type { CellFigures, Estimate } from "./figures.ts";
import { isWithin, latenciesOf, quantileOf, type Service, usualArrivals } from "./loop.ts";
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
  /** Requests open at once: those asked for, or as many as come while one is answered, whichever is more. */
  readonly openRequests: Estimate;
  /** Memory of the process with all open requests. */
  readonly memoryBytes: Estimate;
  /** Processor time of one cancellation. */
  readonly cancelMs: Estimate;
  /** How long the main thread is held by one request, during which all others wait. */
  readonly heldMs: Estimate;
}

/** What a benchmark knows beside a workload. */
export interface Known {
  /** When requests come at a rate, ascending, ms. A line that grows without end is then as long as these make it. */
  readonly arrivalsAt: (ratePerSecond: number) => Float64Array;
  /** Processor time that another process takes from the same cores, a request. */
  readonly besideMs: number;
}

/** One value for each figure: a corner of their intervals. */
type Corner = { readonly [Name in keyof CellFigures]: CellFigures[Name] extends Estimate ? number : string };

/**
 * Predicts one cell. The ends of an interval come from the ends of all figures at once.
 *
 * @param known what a benchmark does exactly. Default: as many requests as the command that measures the workload
 * sends, at most 1,000, on cores that nothing else uses.
 * @throws TypeError or RangeError when the workload has a wrong value: see `checkWorkload`.
 */
export function predict(workload: Workload, figures: CellFigures, known?: Known): Prediction {
  checkWorkload(workload);
  const corners = [figures, figures, figures].map((one, i) =>
    cornerOf(one, (["estimate", "low", "high"] as const)[i] as keyof Estimate),
  );
  const spread = (of: (corner: Corner) => number): Estimate => {
    const ends = corners.map(of);
    return { low: Math.min(...ends), estimate: ends[0] as number, high: Math.max(...ends) };
  };
  const latencies = new Map(corners.map((corner) => [corner, simulated(workload, corner, known)]));
  const quantile = (corner: Corner, q: 0.5 | 0.99) =>
    constantOf(workload, corner, q) + quantileOf(latencies.get(corner) as Float64Array, q);
  const load = (corner: Corner) => known === undefined && loadOf(workload, corner) >= 1;
  const open = (corner: Corner) =>
    load(corner)
      ? Number.POSITIVE_INFINITY
      : openOf(workload, constantOf(workload, corner, 0.5) + meanOf(latencies.get(corner) as Float64Array));
  return {
    model: figures.model,
    runtime: figures.runtime,
    overheadMs: spread((corner) => overheadOf(workload, corner)),
    cpuMs: spread((corner) => overheadOf(workload, corner) + computingOf(workload, corner)),
    p50Ms: spread((corner) => (load(corner) ? Number.POSITIVE_INFINITY : quantile(corner, 0.5))),
    p99Ms: spread((corner) => (load(corner) ? Number.POSITIVE_INFINITY : quantile(corner, 0.99))),
    rateWithinDeadline: spread((corner) => rateWithin(workload, corner, known)),
    openRequests: spread(open),
    memoryBytes: spread((corner) => memoryOf(workload, corner, open(corner))),
    cancelMs: spread(({ cancelCostMs }) => cancelCostMs),
    heldMs: spread((corner) => heldOf(workload, corner)),
  };
}

/** The load by the estimates: from 1 on, a cell cannot keep up. */
export function loadEstimate(workload: Workload, figures: CellFigures): number {
  return loadOf(workload, cornerOf(figures, "estimate"));
}

/** Whether, by the estimates, the 99th percentile of one cell is within that of another times a factor. Both must keep up. */
export function p99Within(workload: Workload, one: CellFigures, other: CellFigures, factor: number): boolean {
  const [ofOne, ofOther] = [one, other].map((figures) => cornerOf(figures, "estimate")) as [Corner, Corner];
  const limitMs =
    factor *
    (constantOf(workload, ofOther, 0.99) + quantileOf(simulated(workload, ofOther, undefined), 0.99));
  return isWithin(simulated(workload, ofOne, undefined), 0.99, limitMs - constantOf(workload, ofOne, 0.99));
}

function cornerOf(figures: CellFigures, end: keyof Estimate): Corner {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === "string" ? value : value[end]]),
  ) as unknown as Corner;
}

/** Whether a model computes on the thread of the event loop, and not beside it. */
export const computesOnMain = (model: string) => model === "promises" || model === "fibers";

const isBeside = ({ model }: Pick<Corner, "model">) => !computesOnMain(model);

/**
 * Whether the event loop goes on with timers until none is due. Node does (lib/internal/timers.js, `processTimers`), Deno measures
 * like it, and Bun does not; Effect's fibers go on in a turn of their scheduler, whatever the runtime.
 */
export function drainsTimers({ model, runtime }: Pick<CellFigures, "model" | "runtime">): boolean {
  const [id] = runtime.split("@");
  return model !== "fibers" && (id === "node" || id === "deno");
}

/** What a deadline, a cancellation and a payload add to a request's overhead. */
function addedOf({ payloadBytes, cancelShare }: Workload, corner: Corner): number {
  const canceled = cancelShare > 0 ? corner.deadlineCostMs + cancelShare * corner.cancelCostMs : 0;
  return canceled + payloadBytes * corner.byteMs;
}

function overheadOf(workload: Workload, corner: Corner): number {
  return corner.overheadMs + addedOf(workload, corner);
}

function computingOf({ computeMs }: Workload, { computeFactor }: Corner): number {
  return computeMs * computeFactor;
}

/** The part of a request that the main thread is held for. */
function mainOf(workload: Workload, corner: Corner): number {
  return Math.min(corner.mainMs, corner.overheadMs) + addedOf(workload, corner);
}

function heldOf(workload: Workload, corner: Corner): number {
  return mainOf(workload, corner) + (isBeside(corner) ? 0 : computingOf(workload, corner));
}

/** What a thread of the pool does for a request. */
function besideOf(workload: Workload, corner: Corner): number {
  return isBeside(corner)
    ? Math.max(0, overheadOf(workload, corner) + computingOf(workload, corner) - mainOf(workload, corner))
    : 0;
}

/** The share of its time that the busier of main thread and cores is busy; from 1 on, it cannot keep up. */
function loadOf(workload: Workload, corner: Corner): number {
  const perMs = workload.ratePerSecond / 1_000;
  const held = heldOf(workload, corner);
  return perMs * Math.max(held, (held + besideOf(workload, corner)) / workload.cores);
}

/** What one request does to the server. Half of what the main thread does for it comes before its wait. */
function serviceOf(workload: Workload, corner: Corner, besideMs: number): Service {
  const { ratePerSecond, cores, waitMs } = workload;
  const main = mainOf(workload, corner);
  // All threads share the cores: the pool's get what the main thread, and others, leave.
  const taken = (ratePerSecond * (heldOf(workload, corner) + besideMs)) / 1_000 / cores;
  return {
    readMs: main / 2,
    holdMs: heldOf(workload, corner) - main / 2,
    waitMs,
    poolMs: besideOf(workload, corner) / Math.max(0.05, 1 - taken),
    servers: cores,
    drainsTimers: drainsTimers(corner),
  };
}

function simulated(workload: Workload, corner: Corner, known: Known | undefined): Float64Array {
  const { ratePerSecond } = workload;
  const dueMs = known?.arrivalsAt(ratePerSecond) ?? usualArrivals(requestsOf(workload), ratePerSecond);
  return latenciesOf(dueMs, serviceOf(workload, corner, known?.besideMs ?? 0));
}

/** What a request takes beside what it holds and waits in line for. */
function constantOf({ waitMs }: Workload, corner: Corner, q: 0.5 | 0.99): number {
  const late = waitMs > 0 ? (q === 0.5 ? corner.timerP50Ms : corner.timerP99Ms) : 0;
  return late + corner.fixedMs;
}

/** About two seconds of requests: as many as the command that measures a workload sends, at most 1,000. */
function requestsOf({ ratePerSecond }: Workload): number {
  return Math.min(1_000, Math.max(50, Math.round(ratePerSecond * 2)));
}

function rateWithin(workload: Workload, corner: Corner, known: Known | undefined): number {
  const limitMs = workload.deadlineMs - constantOf(workload, corner, 0.99);
  const holds = (ratePerSecond: number) => {
    const one = { ...workload, ratePerSecond };
    if (known === undefined && loadOf(one, corner) >= 1) return false;
    return isWithin(simulated(one, corner, known), 0.99, limitMs);
  };
  let [low, high] = [0.1, 1e5];
  if (!holds(low)) return 0;
  while (high / low > 1.005) {
    const middle = Math.sqrt(low * high);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Little's law: as many are open as come while one is answered. */
function openOf({ inFlight, ratePerSecond }: Workload, latencyMs: number): number {
  return Math.max(inFlight, (ratePerSecond * latencyMs) / 1_000);
}

function meanOf(latencies: Float64Array): number {
  return latencies.reduce((sum, one) => sum + one, 0) / latencies.length;
}

function memoryOf({ payloadBytes }: Workload, corner: Corner, open: number): number {
  const held = payloadBytes * (isBeside(corner) ? 2 : 1);
  return corner.processBytes + open * (corner.taskBytes + held);
}
