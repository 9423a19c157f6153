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
import type { Catalog } from "./catalog.ts";
import type { Comparing } from "./plan/asked.ts";
import type { Runtime } from "./runtime/runtime.ts";

/** A runtime that is available, at one version. */
export interface FoundRuntime extends PlannedRuntime {
  readonly kind: Runtime;
  /** `installed` with the project, `fetched` into its cache, given as a `path`, or found on the system's `PATH`. */
  readonly source: "installed" | "fetched" | "path" | "PATH";
}

/** A requested runtime that is not available. */
export interface MissingRuntime {
  /** As requested: `node@24`. */
  readonly wanted: string;
  readonly why: string;
  /** The npm package that provides it; undefined where fetching cannot help. */
  readonly package: string | undefined;
}

/** One case of a suite: an example's input, or all inputs along one of its sweeps. */
export interface SuiteCase {
  readonly example: string;
  /** The name of an input; `sweep` names a sweep instead. */
  readonly input?: string;
  readonly sweep?: string;
  /**
   * Only these values of the sweep. Default: all. A quick look takes the first three, so list the most informative
   * first.
   */
  readonly values?: readonly number[];
  /** A quick look takes all values of the sweep, because they were asked for by name. Default: false. */
  readonly everyValue?: boolean;
  /** False leaves it out of a quick look. */
  readonly quick?: boolean;
  /** Runs the input with P from 1 to twice the cores, instead of the plan's P. */
  readonly cores?: boolean;
  /** Only these models take part, where the others cannot answer its question. Default: all models of the plan. */
  readonly models?: readonly string[];
  /** The question shown with it. Default: the example's own. */
  readonly question?: string;
  /** What is compared: models within a runtime, runtimes within a model, or both. Default: both. */
  readonly comparing?: Comparing;
}

/** Warm-up times in milliseconds, by `<example>/<input>` and by the runtime's id. */
export type WarmUps = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A set of cases measured together. */
export interface PlannedSuite {
  readonly id: string;
  readonly cases: readonly SuiteCase[];
  /** The models to compare when none is named. Default: the project's usual ones. */
  readonly models?: readonly string[];
  /** Calls are too long to repeat: one call per fork, without warm-up. */
  readonly once?: boolean;
  /**
   * Share of the profile's warm-up and measuring times, 0.01 to 10: less where many points are read together, more for
   * long calls. Default: 1.
   */
  readonly share?: number;
  /**
   * Ends a fork after this many milliseconds; a cell that exceeds it in the first round is not tried again. Default:
   * the plan's limit, and every fork is tried.
   */
  readonly cutOffMs?: number;
  /**
   * Forks of each cell, with a single look, where curves are wanted rather than pairs; a quick look makes at most 6.
   */
  readonly forks?: number;
  /** How long code warms up before it is timed, in milliseconds, by `<example>/<input>` and by the runtime's id. */
  readonly warmUpMs?: WarmUps;
  /** Overrides the profile's number of resource forks, >= 0. */
  readonly resourceForks?: number;
}

/** A revision of the sources that the catalog's own are compared with. */
export interface Against {
  /** As requested: a git revision, or a folder. */
  readonly name: string;
  /** The commit that the name stands for; left out for a folder. */
  readonly commit?: string | undefined;
  readonly catalog: Catalog;
  /** Ratios within this factor count as no change, >= 1. Default: the profile's. */
  readonly band?: number | undefined;
}

/** The options of a plan. */
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
  /** The maximum number of time forks of a cell, >= 1. Overrides the profile's. */
  readonly forks?: number;
  /** Runs every cell in all rounds, with one look at the end. Default: false. */
  readonly fixed?: boolean;
  /** Compares every pair of a case's cells, not only those that differ in one thing. Default: false. */
  readonly allPairs?: boolean;
  /** Overrides the profile's number of resource forks, >= 0. */
  readonly resourceForks?: number;
  /** P, >= 1. Default: `max(2, min(cores, quota))`. */
  readonly threads?: number;
  /**
   * Time limit of the run, in milliseconds. If the first look does not fit, the number of forks is fixed after the
   * first round; otherwise no rounds are run that would not end in time.
   */
  readonly budgetMs?: number;
  /** Measure these sources beside the catalog's own, in the same rounds. */
  readonly against?: Against;
  /** Run only this shard, counted from 1. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** The minimum time limit of a fork, in milliseconds. Default: 60,000. */
  readonly timeLimitMs?: number;
}

/** A plan in figures, printed before it runs. */
export interface PlanSummary {
  readonly cases: number;
  /** Cells to run, A/A duplicates included, and cells that a model does not support. */
  readonly cells: number;
  readonly unsupported: number;
  readonly pairs: number;
  /** Up to the first look, if there are several. */
  readonly rounds: number;
  readonly forks: number;
  /** Estimated time up to the first look, and at most. */
  readonly expectedMs: number;
  readonly mostMs: number;
  /** How many comparisons there are, and after how many forks of a cell they are looked at. */
  readonly asked: number;
  readonly looks: readonly number[];
  /** What the results may claim, in one sentence. */
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
      /** How many forks of this run did not end as `done`. */
      readonly bad: number;
      readonly elapsedMs: number;
      readonly leftMs: number;
    }
  | {
      /** A look is done: the plan holds its decisions and the rounds that follow. */
      readonly _tag: "looked";
      readonly plan: Plan;
      readonly forks: number;
      readonly leftMs: number;
    }
  | {
      /** The time budget fixed the number of rounds. */
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
  /** How many forks did not end as `done`. */
  readonly bad: number;
  readonly elapsedMs: number;
  /** The lab's own share of the elapsed time, 0 to 1: time spent outside of forks. */
  readonly ownShare: number;
  /** The error that stopped it. */
  readonly why: string | undefined;
}

/** What to run once. */
export interface OnceTask {
  readonly example: string;
  /** The input's name, or a label for it. */
  readonly input: string;
  /** The input itself as JSON; strings may hold fixtures. */
  readonly value: unknown;
  readonly model: string;
  readonly runtime: FoundRuntime;
}

/** How to run it once. */
export interface OnceOptions {
  /** P, >= 1. Default: `max(2, min(cores, quota))`. */
  readonly threads?: number;
  /** The time after which it counts as hanging, in milliseconds. Default: 120,000, and more where the ideal is long. */
  readonly limitMs?: number;
  /** Receives what the example prints, as it is printed, with the milliseconds since the call began. */
  readonly onLine?: (line: PrintedLine) => void;
  readonly signal?: AbortSignal;
}

/** One call, as `byturns run` shows it. */
export interface OneRun {
  readonly record: ForkRecord;
  /** Undefined if the call did not end. */
  readonly measurement: Measurement | undefined;
  readonly trace: Trace | undefined;
  /** What the example returned; empty if it did not return. */
  readonly outputs: readonly unknown[];
  readonly ideal: Ideal;
  readonly threads: number;
}
