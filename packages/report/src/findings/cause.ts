// What a run and the counts tell of why one cell takes more than another: where the difference lies, and what the one
// does that the other does not.
import type { MetricFacts } from "@byturns/statistics";
import { digits } from "@byturns/text/figures";
import { label } from "@byturns/text/plain";
import type { CellStory } from "../model.ts";
import { isPerUnit } from "./loss.ts";

/** Two cells that differ, under one runtime or of one model. */
export interface Differing {
  readonly worse: CellStory;
  readonly better: CellStory;
}

/**
 * The cause as far as it is known, and the command that tells more.
 *
 * @param pairs what a finding speaks of; at least one.
 * @param explain what `byturns explain` is given.
 * @returns such as `91 to 97 % of the difference is processor time; a call of threads sends 100 messages where the other
 * has none`, or that it is not explained.
 */
export function causeOf(pairs: readonly Differing[], metric: MetricFacts, explain: string): string {
  const known = [];
  if (metric.id === "wallMs" || isPerUnit(metric)) {
    known.push(...shareOf(pairs, "wallMs", "cpuMs", "processor time"), ...doesMore(pairs));
  }
  if (metric.id === "peakRssBytes") {
    known.push(...shareOf(pairs, metric.id, "openRssBytes", "there before the first call"));
  }
  const command = `byturns explain ${explain}`;
  return known.length === 0
    ? `cause not explained by this run: ${command}`
    : `${known.join("; ")}; more by ${command}`;
}

/** How much of the difference one part makes up, over all pairs; empty where that was not measured. */
function shareOf(pairs: readonly Differing[], whole: string, part: string, what: string): string[] {
  const shares = pairs.map((pair) => differenceIn(pair, part) / differenceIn(pair, whole));
  if (!shares.every(Number.isFinite)) return [];
  const [low, high] = [Math.min(...shares), Math.max(...shares)].map((share) =>
    Math.round(100 * Math.min(1, Math.max(0, share))),
  ) as [number, number];
  const share = low === high ? `${low} %` : `${low} to ${high} %`;
  const words = low === 100 ? "all" : high === 0 ? "none" : share;
  return [`${words} of the difference is ${what}`];
}

function differenceIn({ worse, better }: Differing, metric: string): number {
  const of = ({ summary }: CellStory) => summary?.figures[metric]?.median ?? Number.NaN;
  return of(worse) - of(better);
}

/** What a call does, in words, the costliest first; what follows from another line is left out. */
const acts: readonly (readonly [name: string, verb: string])[] = [
  ["messages out", "sends N messages"],
  ["timers", "sets N timers"],
  ["fibers", "starts N fibers"],
  ["scheduler turns", "takes N turns of the scheduler"],
];

/** What the worse one does clearly more often than the better one in every pair. */
function doesMore(pairs: readonly Differing[]): string[] {
  const more = acts.flatMap(([name, verb]) => {
    const both = pairs.map(({ worse, better }) => [countOf(worse, name), countOf(better, name)] as const);
    if (!both.every(([a, b]) => a !== undefined && b !== undefined && a >= 1 && a > clearly * b)) return [];
    const range = (counts: readonly (number | undefined)[]): string => {
      const known = counts.map((count) => count ?? 0);
      const [least, most] = [Math.min(...known), Math.max(...known)].map((count) =>
        Number.isInteger(count) ? count.toLocaleString("en-US") : digits(count),
      );
      return least === most ? `${least}` : `${least} to ${most}`;
    };
    const [ofWorse, ofBetter] = [range(both.map(([a]) => a)), range(both.map(([, b]) => b))];
    const other = ofBetter === "0" ? "none" : ofBetter;
    return [`${verb.replace("N", ofWorse)} where the other has ${other}`];
  });
  const first = more.slice(0, most);
  const model = label(pairs[0]?.worse.model ?? "");
  return first.length === 0 ? [] : [`a call of ${model} ${first.join(" and ")}`];
}

const most = 2;
const clearly = 1.5;

function countOf({ counts }: CellStory, name: string): number | undefined {
  return counts?.find((count) => count.name === name)?.median;
}
