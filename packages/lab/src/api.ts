// The types that the command works with.
import type {
  ForkRecord,
  Measurement,
  Plan,
  PlannedRuntime,
  PrintedLine,
  ProfileName,
  Trace,
} from "@byturns/record";
import type { Ideal } from "@byturns/spec";
import type { Comparing } from "./asked.ts";
import type { Runtime } from "./runtime.ts";

/** A runtime that is there, in one version. */
export interface FoundRuntime extends PlannedRuntime {
  readonly kind: Runtime;
  /** `installed` with the project, `fetched` into its cache, or a `path` that was given. */
  readonly source: "installed" | "fetched" | "path";
}

/** A runtime that was asked for and is not there. */
export interface MissingRuntime {
  /** As it was asked for: `node@24`. */
  readonly wanted: string;
  readonly why: string;
  /** The npm package that would bring it; undefined where fetching cannot help. */
  readonly package: string | undefined;
}

/** One case of a suite: an example's input, or all inputs along one of its sweeps. */
export interface SuiteCase {
  readonly example: string;
  /** The name of an input; `sweep` names a sweep instead. */
  readonly input?: string;
  readonly sweep?: string;
  /** Of the sweep only these values. Default: all of them. A quick look takes the first three, so what tells most comes first. */
  readonly values?: readonly number[];
  /** False: a quick look leaves it out. */
  readonly quick?: boolean;
  /** Its input with P from 1 to twice the cores, in place of the plan's P. */
  readonly cores?: boolean;
  /** Only these models take part, where the others could say nothing to its question. Default: all of the plan. */
  readonly models?: readonly string[];
  /** The question that is put with it. Default: the example's own. */
  readonly question?: string;
  /** What of it is compared: models within a runtime, runtimes within a model, or both. Default: both. */
  readonly comparing?: Comparing;
}

/** Warm-up times in milliseconds, by `<example>/<input>` and by the runtime's id. */
export type WarmUps = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What is to be measured together. */
export interface PlannedSuite {
  readonly id: string;
  readonly cases: readonly SuiteCase[];
  /** The models that it compares when none is named. Default: the project's usual ones. */
  readonly models?: readonly string[];
  /** Its calls are too long to be repeated: one call a fork, without warm-up. */
  readonly once?: boolean;
  /**
   * Of the profile's times to warm up and to measure, 0.01 to 10: less for many points, which say together what few say alone;
   * more for long calls. Default: 1.
   */
  readonly share?: number;
  /**
   * Its forks are ended after so many milliseconds; a cell that this happens to in the first round is not tried again. Default:
   * the plan's limit, and every fork is tried.
   */
  readonly cutOffMs?: number;
  /** So many forks of each cell and one look, where curves are asked for and not pairs; a quick look makes 6 at most. */
  readonly forks?: number;
  /** How long code warms up before it is timed, in milliseconds, by `<example>/<input>` and by the runtime's id. */
  readonly warmUpMs?: WarmUps;
  /** In place of the profile's. */
  readonly resourceForks?: number;
}

/** What makes a plan. */
export interface PlanOptions {
  readonly suite: PlannedSuite;
  readonly runtimes: readonly FoundRuntime[];
  /** Default: `quick`. */
  readonly profile?: ProfileName;
  /** Default: the suite's, or the project's usual ones. */
  readonly models?: readonly string[];
  /** Only these examples of the suite. Default: all. */
  readonly examples?: readonly string[];
  /** A 32-bit unsigned integer. Default: a fresh one. */
  readonly seed?: number;
  /** The most time forks of a cell, >= 1, in place of the profile's. */
  readonly forks?: number;
  /** Every cell in all rounds, and one look at the end. Default: false. */
  readonly fixed?: boolean;
  /** Asks for every pair of a case's cells, and not only for those that differ in one thing. Default: false. */
  readonly allPairs?: boolean;
  /** Overrides the profile's number of resource forks, >= 0. */
  readonly resourceForks?: number;
  /** P, >= 1. Default: `max(2, min(cores, quota))`. */
  readonly threads?: number;
  /**
   * The run may take this long, in milliseconds. Where the first look does not fit, the number of forks is fixed after the first
   * round; else no look is gone for that would not be reached in time.
   */
  readonly budgetMs?: number;
  /** Take only this part, from 1. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** The least time after which a fork is ended, in milliseconds. Default: 60,000. */
  readonly timeLimitMs?: number;
}

/** A plan in figures, as it is printed before it runs. */
export interface PlanSummary {
  readonly cases: number;
  /** Cells that are run, A/A duplicates included, and cells that a model does not support. */
  readonly cells: number;
  readonly unsupported: number;
  readonly pairs: number;
  /** Up to the first look, where there are several. */
  readonly rounds: number;
  readonly forks: number;
  /** What it takes up to the first look, and at most. */
  readonly expectedMs: number;
  readonly mostMs: number;
  /** How many comparisons are asked for, and after how many forks of a cell they are looked at. */
  readonly asked: number;
  readonly looks: readonly number[];
  /** What may be claimed of it, in a sentence. */
  readonly claim: string;
}

/** What happens while a plan runs. Events come between forks, never while one measures. */
export type RunEvent =
  | {
      readonly _tag: "started";
      readonly folder: string;
      readonly plan: Plan;
      readonly done: number;
      readonly forks: number;
      readonly expectedMs: number;
    }
  | {
      readonly _tag: "forkEnded";
      readonly record: ForkRecord;
      /** The cell of the next fork; undefined when this was the last one. */
      readonly next: string | undefined;
      readonly done: number;
      readonly forks: number;
      /** How many forks of this run are not `done`. */
      readonly bad: number;
      readonly elapsedMs: number;
      readonly leftMs: number;
    }
  | {
      /** A look is done: the plan holds what it decided, and the rounds that follow. */
      readonly _tag: "looked";
      readonly plan: Plan;
      readonly forks: number;
      readonly leftMs: number;
    }
  | {
      /** A budget fixed the number of rounds. */
      readonly _tag: "planFixed";
      readonly plan: Plan;
      readonly forks: number;
    };

/** How a run ended. */
export interface RunEnd {
  /** `interrupted` by the signal; `stopped` because records could not be written. Both can be resumed. */
  readonly ended: "complete" | "interrupted" | "stopped";
  readonly folder: string;
  readonly done: number;
  readonly forks: number;
  /** How many forks are not `done`. */
  readonly bad: number;
  readonly elapsedMs: number;
  /** The lab's own share of the elapsed time, 0 to 1: what passed outside of forks. */
  readonly ownShare: number;
  /** What stopped it. */
  readonly why: string | undefined;
}

/** What is run once. */
export interface OnceTask {
  readonly example: string;
  /** The input's name, or what it is called. */
  readonly input: string;
  /** The input itself as JSON; strings may hold fixtures. */
  readonly value: unknown;
  readonly model: string;
  readonly runtime: FoundRuntime;
}

/** How it is run once. */
export interface OnceOptions {
  /** P, >= 1. Default: `max(2, min(cores, quota))`. */
  readonly threads?: number;
  /** When it counts as hanging, in milliseconds. Default: 120,000, and more where the ideal is long. */
  readonly limitMs?: number;
  /** Is handed what the example prints, as it prints it, in milliseconds since the call began. */
  readonly onLine?: (line: PrintedLine) => void;
  readonly signal?: AbortSignal;
}

/** One call, as `byturns run` shows it. */
export interface OneRun {
  readonly record: ForkRecord;
  /** Undefined where the call did not end. */
  readonly measurement: Measurement | undefined;
  readonly trace: Trace | undefined;
  /** What the example returned; empty where it did not. */
  readonly outputs: readonly unknown[];
  readonly ideal: Ideal;
  readonly threads: number;
}
