// What a prediction is made from: a few figures of each model under each runtime, taken from one run.

/** A figure with the interval that its forks allow. `low <= estimate <= high`. */
export interface Estimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** What one unit of work costs one model under one runtime. */
export interface CellFigures {
  readonly model: string;
  /** As the run names it: `node`, or `node@26.10.0` where several versions take part. */
  readonly runtime: string;
  /** Processor time of 1 ms of computing asked for. From `readers`. */
  readonly computeFactor: Estimate;
  /** Processor time of a request beside its computing, ms. From `mix` where it computes nothing, if the run has that. */
  readonly overheadMs: Estimate;
  /** The part of it that holds the main thread, ms: all but what the threads do. From `mix` on promises beside it. */
  readonly mainMs: Estimate;
  /** What a request takes beside all terms of the model: the sender, the connection. From `mix`, ms. */
  readonly fixedMs: Estimate;
  /** How late a timer fires, median and 99th percentile, ms. From `timers`. */
  readonly timerP50Ms: Estimate;
  readonly timerP99Ms: Estimate;
  /** Memory of the process that serves, bytes. From `mix`. */
  readonly processBytes: Estimate;
  /** Memory of one request that waits, bytes. From `sleepers`. */
  readonly taskBytes: Estimate;
  /** What a deadline around a request costs, ms. From `deadline`. */
  readonly deadlineCostMs: Estimate;
  /** What cleaning up after one task costs, ms. From `cleanup`. */
  readonly cancelCostMs: Estimate;
  /** Sending one byte one way to where it is computed on, ms; 0 where nothing is sent. From `payload`. */
  readonly byteMs: Estimate;
}

/** Where a runtime orders events unlike another. */
export interface OrderHazard {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly models: readonly string[];
  /** The runtimes whose usual order is not that of all others. */
  readonly runtimes: readonly string[];
}

/** Everything that predictions are made from: plain JSON. */
export interface Figures {
  /** The run that they were taken from. */
  readonly run: string;
  readonly cells: readonly CellFigures[];
  /** Cells that cannot be predicted, with what the run lacks. */
  readonly without: readonly { readonly model: string; readonly runtime: string; readonly why: string }[];
  readonly hazards: readonly OrderHazard[];
}
