// What a service has to do: the input of every prediction.

/** A workload: requests that come at random, wait, and compute. */
export interface Workload {
  /** How long a request waits, as for a database: 0 to 10,000 ms. */
  readonly waitMs: number;
  /** How long a request computes, at about a microsecond per unit of `compute`: 0 to 10,000 ms. */
  readonly computeMs: number;
  /** Requests a second, on average: 0.1 to 20,000. */
  readonly ratePerSecond: number;
  /** Requests open at once, at least: 0 to 1,000,000. */
  readonly inFlight: number;
  /** What a request carries in and holds while it is open: 0 to 100,000,000 bytes. */
  readonly payloadBytes: number;
  /** Cores that the service may use: 1 to 1,024. */
  readonly cores: number;
  /** The share of requests that are canceled: 0 to 1. */
  readonly cancelShare: number;
  /** By when the 99th percentile of latency must be there: 1 to 60,000 ms. */
  readonly deadlineMs: number;
}

/** The bounds of each field, its unit as people type it, and what stands where nothing is given. */
export const workloadFields = {
  waitMs: { title: "Wait", unit: "ms", min: 0, max: 10_000, usual: 20, isInteger: false },
  computeMs: { title: "Compute", unit: "ms", min: 0, max: 10_000, usual: 0.3, isInteger: false },
  ratePerSecond: { title: "Rate", unit: "a second", min: 0.1, max: 20_000, usual: 500, isInteger: false },
  inFlight: { title: "In flight", unit: "requests", min: 0, max: 1_000_000, usual: 1_000, isInteger: true },
  payloadBytes: { title: "Payload", unit: "bytes", min: 0, max: 100_000_000, usual: 10_000, isInteger: true },
  cores: { title: "Cores", unit: "cores", min: 1, max: 1_024, usual: 2, isInteger: true },
  cancelShare: { title: "Canceled", unit: "share, 0 to 1", min: 0, max: 1, usual: 0, isInteger: false },
  deadlineMs: { title: "Deadline", unit: "ms", min: 1, max: 60_000, usual: 100, isInteger: false },
} as const satisfies Readonly<
  Record<
    keyof Workload,
    { title: string; unit: string; min: number; max: number; usual: number; isInteger: boolean }
  >
>;

/** The names of a workload's fields, in the order in which they are shown. */
export const workloadNames = Object.keys(workloadFields) as readonly (keyof Workload)[];

/** The workload that stands where nothing is given. */
export const usualWorkload = Object.fromEntries(
  workloadNames.map((name) => [name, workloadFields[name].usual]),
) as unknown as Workload;

/** `from 0 to 10,000 ms`, `a whole number from 1 to 1,024 cores`. */
export function boundsText(name: keyof Workload): string {
  const { min, max, unit, isInteger } = workloadFields[name];
  const [least, most] = [min, max].map((one) => one.toLocaleString("en-US"));
  const bounds = name === "cancelShare" ? "from 0 to 1, as 0.05 for 5 %" : `from ${least} to ${most} ${unit}`;
  return isInteger ? `a whole number ${bounds}` : bounds;
}

/** Three workloads that stand for many, for a table that needs no script. */
export const typicalWorkloads: readonly { readonly title: string; readonly workload: Workload }[] = [
  {
    title: "An API in front of a database",
    workload: { ...usualWorkload, waitMs: 20, computeMs: 0.3, ratePerSecond: 300 },
  },
  {
    title: "Pages or images made on request",
    workload: { ...usualWorkload, waitMs: 5, computeMs: 10, ratePerSecond: 80, inFlight: 100 },
  },
  {
    title: "A gateway to slow services",
    workload: {
      ...usualWorkload,
      waitMs: 1_000,
      computeMs: 0.05,
      ratePerSecond: 200,
      inFlight: 10_000,
      deadlineMs: 1_500,
    },
  },
];

/**
 * Returns the workload, if each of its fields is in its bounds.
 *
 * @throws TypeError when a field is not a finite number; RangeError when it is out of its bounds, or must be an integer.
 */
export function checkWorkload(workload: Workload): Workload {
  for (const name of workloadNames) {
    const value: unknown = workload[name];
    const { min, max, isInteger } = workloadFields[name];
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new TypeError(`Cannot predict for ${name} ${String(value)}: it must be a finite number`);
    if (value < min || value > max || (isInteger && !Number.isInteger(value)))
      throw new RangeError(`Cannot predict for ${name} ${value}: it must be ${boundsText(name)}`);
  }
  return workload;
}
