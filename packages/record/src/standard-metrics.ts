// The figures that every example has: their names and units, and how each is read from a measurement.
import type { MetricFacts } from "@byturns/statistics";
import type { ForkKind } from "./plan.ts";
import type { Measurement } from "./protocol.ts";
import { tailNames } from "./tails.ts";

/** A metric that every example has. */
export interface StandardMetric extends MetricFacts {
  /** The forks that provide the figure. */
  readonly kind: ForkKind;
  /** @param wallMs the fork's observation of a call's time. */
  of(seen: Measurement, wallMs: number): number | undefined;
}

/** The figures of every example; a spec may add its own. */
export const standardMetrics: readonly StandardMetric[] = [
  { id: "wallMs", title: "Time", unit: "ms", better: "lower", kind: "time", of: (_, wallMs) => wallMs },
  {
    id: "cpuMs",
    title: "Processor time",
    unit: "ms",
    better: "lower",
    kind: "time",
    of: ({ cpuUserMs, cpuSystemMs }) => cpuUserMs + cpuSystemMs,
  },
  {
    id: "coresBusy",
    title: "Cores kept busy",
    unit: "cores",
    // Neither direction is better: more cores may be why it is fast, fewer leave more to others.
    kind: "time",
    of: ({ cpuUserMs, cpuSystemMs, wall }) => {
      const cores = (cpuUserMs + cpuSystemMs) / wall.meanMs;
      return Number.isFinite(cores) ? cores : undefined;
    },
  },
  {
    id: "peakRssBytes",
    title: "Peak memory",
    unit: "bytes",
    better: "lower",
    kind: "resource",
    of: ({ peakRssBytes }) => peakRssBytes,
  },
  {
    id: "openRssBytes",
    title: "Memory when open",
    unit: "bytes",
    better: "lower",
    kind: "resource",
    of: ({ openRssBytes }) => openRssBytes,
  },
  {
    id: "loopDelayP50Ms",
    title: "Loop delay, median",
    unit: "ms",
    better: "lower",
    kind: "resource",
    of: ({ loopDelay }) => loopDelay?.p50Ms,
  },
  {
    id: "loopDelayP99Ms",
    title: "Loop delay, 99th percentile",
    unit: "ms",
    better: "lower",
    kind: "resource",
    of: ({ loopDelay }) => loopDelay?.p99Ms,
  },
  {
    id: "contextSwitches",
    title: "Context switches",
    unit: "a call",
    better: "lower",
    kind: "time",
    of: ({ voluntarySwitches: own, involuntarySwitches: forced }) =>
      own === undefined || forced === undefined ? undefined : own + forced,
  },
  {
    id: "startUpMs",
    title: "Start of the process",
    unit: "ms",
    better: "lower",
    kind: "time",
    of: ({ startUpMs }) => startUpMs,
  },
  {
    id: "openMs",
    title: "Start until the example is open",
    unit: "ms",
    better: "lower",
    kind: "time",
    of: ({ openMs }) => openMs,
  },
  {
    id: "firstCallMs",
    title: "First call",
    unit: "ms",
    better: "lower",
    kind: "time",
    of: ({ firstCallMs }) => firstCallMs,
  },
];

/** The names by which every example's figures are requested, tails by their short ones. */
export const metricNames: readonly string[] = [...standardMetrics.map(({ id }) => id), ...tailNames];

/** Read from `resource` forks if a plan has rounds of them, and otherwise from every fork. */
export const resourceMetrics = new Set(
  standardMetrics.flatMap(({ id, kind }) => (kind === "resource" ? [id] : [])),
);
