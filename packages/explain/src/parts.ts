// The parts of a time, complete: what a list leaves out is a part of its own, so that parts sum to what they are parts of.
import { changedFunctions } from "./difference.ts";
import type { ExplainedCell } from "./explained.ts";
import type { FunctionWeight, WeighOptions, Weights } from "./weigh.ts";

/** As many functions are listed for each cell and each difference. */
const mostFunctions = 10;

type Profiled = Pick<ExplainedCell, "samples" | "units" | "weights">;

/** What all threads that were profiled took together, idle time included, in microseconds. */
export function allUs({ groups }: Pick<Weights, "groups">): number {
  return Object.values(groups).reduce((sum, us) => sum + us, 0);
}

/**
 * What a unit of work takes with the profiler, in microseconds: the mean of the profiled calls. Samples hold the same
 * stretch of time of every thread.
 */
export function takesUs({ weights, units, threads }: Pick<ExplainedCell, "weights" | "units" | "threads">) {
  return allUs(weights) / units / threads;
}

/** The functions that weigh most, and what all others weigh; together the busy time. */
export interface FunctionParts {
  readonly heaviest: readonly FunctionWeight[];
  /** How many are not among them. */
  readonly others: number;
  readonly othersUs: number;
}

/** Divides the busy time into the heaviest functions and all others. */
export function functionParts({ functions }: Weights): FunctionParts {
  const rest = functions.slice(mostFunctions);
  return {
    heaviest: functions.slice(0, mostFunctions),
    others: rest.length,
    othersUs: rest.reduce((sum, { selfUs }) => sum + selfUs, 0),
  };
}

/** A part of a difference, in microseconds a unit of work. */
export interface Change {
  readonly name: string;
  /** File and line; empty where it is no function. */
  readonly place: string;
  readonly before: number;
  readonly after: number;
}

/** The parts of a difference, and what they sum to. */
export interface ChangeParts {
  /** The largest changes of functions' own time, those of all other functions, and that of idle time. */
  readonly parts: readonly Change[];
  readonly all: Pick<Change, "before" | "after">;
}

/** Divides the difference of two cells into its largest changes, and the rest. */
export function changeParts(before: Profiled, after: Profiled, options: WeighOptions): ChangeParts {
  const changes = changedFunctions(before, after, options);
  const rest = changes.slice(mostFunctions);
  const others = {
    name: othersText(rest.length),
    place: "",
    before: rest.reduce((sum, one) => sum + one.before, 0),
    after: rest.reduce((sum, one) => sum + one.after, 0),
  };
  const idle = {
    name: "idle",
    place: "",
    before: before.weights.groups.idle / before.units,
    after: after.weights.groups.idle / after.units,
  };
  return {
    parts: [
      ...changes.slice(0, mostFunctions).map((one) => ({ ...one, place: placeOf(one) })),
      ...(rest.length === 0 ? [] : [others]),
      ...(idle.before === 0 && idle.after === 0 ? [] : [idle]),
    ],
    all: { before: allUs(before.weights) / before.units, after: allUs(after.weights) / after.units },
  };
}

/** The row of the functions that a list leaves out. */
export function othersText(count: number): string {
  return count === 1 ? "1 other function" : `${count} other functions`;
}

/** Where a function is. */
export function placeOf({ file, line }: Pick<FunctionWeight, "file" | "line">): string {
  return file === "" ? "native" : line > 0 ? `${file}:${line}` : file;
}
