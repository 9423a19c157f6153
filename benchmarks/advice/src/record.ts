// What was measured: a line for each fork, written when it ends, so that nothing is lost and a run can go on.
import type { Workload } from "@byturns/advice";

/** Requests at one rate. A figure is null where the sender was too late for it. */
export interface PhaseFigures {
  readonly requestsPerSecond: number;
  readonly requests: number;
  /** What the arrivals follow from. */
  readonly seed: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** One process of one cell. */
export interface ForkFigures {
  readonly workload: Workload;
  /** `promises/node`. */
  readonly cell: string;
  readonly round: number;
  /** At the workload's own rate: several times, each with other arrivals, which are the same for all cells of a round. */
  readonly asked: readonly PhaseFigures[];
  /** At the rates tried for the limit. */
  readonly tried: readonly PhaseFigures[];
  /** Processor time of the process, a request, over all phases. */
  readonly cpuMs: number;
  /** The same of the process that sends; 0 where the system does not tell. */
  readonly senderMs: number;
  /** How long 1 ms of computing took just before, in the benchmark's own process: the machine's speed at the time. */
  readonly computeMs: number;
}

/** A fork that gave no figures, and why. */
export interface ForkFailed extends Pick<ForkFigures, "workload" | "cell" | "round"> {
  readonly failed: string;
}

/** The same workload has the same key. */
export const keyOf = (workload: Workload): string => JSON.stringify(workload);
