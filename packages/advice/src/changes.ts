// What would change the answer: from where to where threads are ahead of promises, by the estimates alone.
import { duration, figure } from "@byturns/text/figures";
import type { CellFigures } from "./figures.ts";
import { loadEstimate, p99Within } from "./predict.ts";
import type { Workload } from "./workload.ts";

/** A lead that is smaller than this is none: as in verdicts, what lies within 10 % is close. */
const clearly = 1.1;
/** A lead that has begun ends where it is smaller than this: the 99th percentile of a thousand requests is not smooth. */
const stillAhead = 1.05;

/** One sentence each: where threads come to be ahead of promises, over computing and over the rate. */
export function changesOf(workload: Workload, cells: readonly CellFigures[]): string[] {
  const changes: string[] = [];
  for (const runtime of new Set(cells.map((one) => one.runtime))) {
    const of = (model: string) => cells.find((one) => one.model === model && one.runtime === runtime);
    const [promises, threads] = [of("promises"), of("threads")];
    if (promises === undefined || threads === undefined) continue;
    const along = (
      from: number,
      to: number,
      at: (value: number) => Workload,
      write: (value: number) => string,
      what: string,
    ) => {
      const lead = longestLead(from, to, (value, factor) => leadAt(at(value), promises, threads, factor));
      const where = lead === undefined ? undefined : whereText(lead, write, what);
      if (where !== undefined)
        changes.push(`${runtime}: threads are ahead of promises by about 10 % or more ${where}.`);
    };
    along(0.01, 1_000, (computeMs) => ({ ...workload, computeMs }), duration, "of computing a request");
    along(
      1,
      20_000,
      (ratePerSecond) => ({ ...workload, ratePerSecond }),
      (rate) => figure(rate, ""),
      "requests a second",
    );
  }
  return changes;
}

/** `ahead` of the other by the factor; or `neither` keeps up. */
type State = "ahead" | "not" | "neither";

function leadAt(workload: Workload, other: CellFigures, one: CellFigures, factor: number): State {
  const [loadOther, loadOne] = [loadEstimate(workload, other), loadEstimate(workload, one)];
  if (loadOne >= 1) return loadOther >= 1 ? "neither" : "not";
  if (loadOther >= 1) return "ahead";
  return p99Within(workload, other, one, factor) ? "not" : "ahead";
}

interface Lead {
  /** Undefined where it is there from the lowest value on. */
  readonly from: number | undefined;
  /** Undefined where it lasts to the highest value. */
  readonly to: number | undefined;
  readonly endsAs: State;
}

const steps = 30;

/** The longest stretch of values over which one is ahead. */
function longestLead(
  from: number,
  to: number,
  stateAt: (value: number, factor: number) => State,
): Lead | undefined {
  const at = (step: number) => from * (to / from) ** (step / steps);
  const states: State[] = [];
  for (let step = 0; step <= steps; step++)
    states.push(stateAt(at(step), states[step - 1] === "ahead" ? stillAhead : clearly));
  let [first, length] = [0, 0];
  for (let start = 0; start <= steps; ) {
    let end = start;
    while (states[end] === "ahead") end++;
    if (end - start > length) [first, length] = [start, end - start];
    start = end + 1;
  }
  if (length === 0) return undefined;
  const end = first + length;
  const isAhead = (value: number) => stateAt(value, clearly) === "ahead";
  return {
    from: first === 0 ? undefined : between(at(first - 1), at(first), isAhead),
    to: end > steps ? undefined : between(at(end - 1), at(end), (value) => !isAhead(value)),
    endsAs: states[end] ?? "ahead",
  };
}

/** Where something comes to hold that does not at `low`, and does at `high`. */
function between(low: number, high: number, holds: (value: number) => boolean): number {
  let [below, above] = [low, high];
  for (let i = 0; i < 10; i++) {
    const middle = Math.sqrt(below * above);
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

function whereText(
  { from, to, endsAs }: Lead,
  write: (value: number) => string,
  what: string,
): string | undefined {
  if (to === undefined) return from === undefined ? undefined : `above ${write(from)} ${what}`;
  const range = from === undefined ? `up to ${write(to)}` : `from ${write(from)} to ${write(to)}`;
  return `${range} ${what}; beyond that ${endsAs === "neither" ? "neither keeps up" : "they are not"}`;
}
