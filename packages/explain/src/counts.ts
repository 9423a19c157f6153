// Counts of calls, summed up and printed.
import { microseconds } from "./units.ts";

/** What a unit of work does as seen from outside its process; a string where that is not known: the reason. */
export interface OutsideCounts {
  readonly systemCalls:
    | { readonly all: number; readonly most: Readonly<Record<string, number>> }
    | { readonly notCounted: string };
  readonly collections:
    | {
        readonly count: number;
        /** Left out where it cannot be told, or the profile tells it. */
        readonly pauseMs?: number | undefined;
      }
    | { readonly notCounted: string };
}

/**
 * Counts from outside as one line, for a unit of work.
 *
 * @param units how many units of work a call does, > 0.
 */
export function outsideLine({ systemCalls, collections }: OutsideCounts, units: number): string {
  const calls =
    "notCounted" in systemCalls
      ? `system calls not counted, because ${systemCalls.notCounted}`
      : `${short(systemCalls.all / units)} system calls${mostOf(systemCalls.most, units)}`;
  const collected =
    "notCounted" in collections
      ? `garbage collections not counted, because ${collections.notCounted}`
      : `${short(collections.count / units)} garbage collections${pausesOf(collections, units)}`;
  return `${calls}; ${collected}`;
}

function pausesOf({ pauseMs }: { readonly pauseMs?: number | undefined }, units: number): string {
  return pauseMs === undefined ? "" : `, which stop it for ${microseconds((1_000 * pauseMs) / units)}`;
}

function mostOf(most: Readonly<Record<string, number>>, units: number): string {
  const each = Object.entries(most).map(([name, count]) => `${name} ${short(count / units)}`);
  return each.length === 0 ? "" : ` (${each.join(", ")})`;
}

/** One thing that was counted, over all calls and forks. */
export interface CountSummary {
  readonly name: string;
  /** Of a call: the median. */
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Whether all calls of all forks did it equally often. */
  readonly isExact: boolean;
}

/**
 * Sums up what was counted.
 *
 * @param forks for each fork, by name, the count of each of its calls.
 * @returns in the order in which the first fork names them; what only some forks have is left out.
 */
export function summarizeCounts(
  forks: readonly Readonly<Record<string, readonly number[]>>[],
): readonly CountSummary[] {
  const [first = {}] = forks;
  return Object.keys(first).flatMap((name) => {
    const counts = forks.map((fork) => (Object.hasOwn(fork, name) ? (fork[name] ?? []) : []));
    if (counts.some((one) => one.length === 0)) return [];
    const sorted = counts.flat().toSorted((a, b) => a - b);
    const least = sorted[0] as number;
    const most = sorted.at(-1) as number;
    const low = sorted[Math.floor((sorted.length - 1) / 2)] as number;
    const high = sorted[Math.ceil((sorted.length - 1) / 2)] as number;
    return [{ name, median: (low + high) / 2, least, most, isExact: least === most }];
  });
}

const singular: Readonly<Record<string, string>> = {
  promises: "promise",
  microtasks: "microtask",
  timers: "timer",
  immediates: "immediate",
  ticks: "tick",
  fibers: "fiber",
  yields: "yield",
  "scheduler tasks": "scheduler task",
  "scheduler turns": "scheduler turn",
  "messages out": "message out",
  "messages in": "message in",
  "bytes out": "byte out",
  "bytes in": "byte in",
};

/**
 * Counts as one line, for a unit of work: `2 promises, 1.02 timers (1.00 to 1.10)`. What is never done is left out.
 *
 * @param units how many units of work a call does, > 0.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { countsLine, summarizeCounts } from "@byturns/explain";
 *
 * const counts = summarizeCounts([{ promises: [20, 20], timers: [10, 10] }]);
 * assert.equal(countsLine(counts, 10), "2 promises, 1 timer");
 * ```
 */
export function countsLine(counts: readonly CountSummary[], units: number): string {
  const parts = counts
    .filter(({ most, least }) => most !== 0 || least !== 0)
    .map((count) => countText(count, units));
  return parts.length === 0 ? nothingCounted : parts.join(", ");
}

const nothingCounted = "nothing that is counted";

function countText({ name, median, least, most, isExact }: CountSummary, units: number): string {
  const text = short(median / units);
  const named = text === "1" ? (singular[name] ?? name) : name;
  return isExact
    ? `${text} ${named}`
    : `${text} ${named} (${short(least / units)} to ${short(most / units)})`;
}

/** What was counted of one model's cell under one runtime. */
export interface CountsUnder {
  /** The runtime, as it is shown. */
  readonly runtime: string;
  readonly counts: readonly CountSummary[];
}

/**
 * The counts of one model under several runtimes as one line. What is equal everywhere stands once, and so does what
 * depends on timing where the ranges of all overlap; what differs, or is not counted somewhere, names the runtimes.
 *
 * @param units how many units of work a call does, > 0.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { countsAcross, summarizeCounts } from "@byturns/explain";
 *
 * const under = (runtime: string, promises: number) => ({
 *   runtime,
 *   counts: summarizeCounts([{ timers: [10], promises: [promises] }]),
 * });
 * const counts = [under("Node", 30), under("Deno", 30), under("Bun", 10)];
 * assert.equal(countsAcross(counts, 10), "1 timer; promises: 3 (Node, Deno), 1 (Bun)");
 * ```
 */
export function countsAcross(all: readonly CountsUnder[], units: number): string {
  const names = [...new Set(all.flatMap(({ counts }) => counts.map(({ name }) => name)))];
  const parts = names.flatMap((name) => {
    const found = all.flatMap(({ runtime, counts }) => {
      const count = counts.find((one) => one.name === name);
      return count === undefined ? [] : [{ runtime, ...count }];
    });
    if (found.every(({ least, most }) => least === 0 && most === 0)) return [];
    const isEverywhere = found.length === all.length;
    const least = Math.min(...found.map((one) => one.least));
    const most = Math.max(...found.map((one) => one.most));
    const isAlike = found.every((one) => found.every((other) => one.least <= other.most));
    if (isEverywhere && isAlike) {
      const [{ median = 0 } = {}] = found;
      if (least === most) return [countText({ name, median, least, most, isExact: true }, units)];
      return [`${rangeText(least, most, units)} ${name}`];
    }
    const groups = Map.groupBy(found, (one) => rangeText(one.least, one.most, units));
    const each = [...groups].map(
      ([text, some]) => `${text} (${some.map(({ runtime }) => runtime).join(", ")})`,
    );
    const missing = all.filter(({ runtime }) => found.every((one) => one.runtime !== runtime));
    if (missing.length > 0) each.push(`not counted (${missing.map(({ runtime }) => runtime).join(", ")})`);
    return [`${name}: ${each.join(", ")}`];
  });
  return parts.length === 0 ? nothingCounted : parts.join("; ");
}

function rangeText(least: number, most: number, units: number): string {
  const [from, to] = [short(least / units), short(most / units)];
  return from === to ? from : `${from} to ${to}`;
}

/** Three digits, and no zeros at the end. */
function short(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(Math.abs(value) >= 1_000 ? 4 : 3)));
}
