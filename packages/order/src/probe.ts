// The form of a probe: one small program that records marks, what is promised about their order, and who said so.
// One file per probe under `probes/`; the listing is the folder.

/**
 * How a program is run.
 *
 * - `module`: the body of an ES module, and nothing else loaded.
 * - `loaded`: the same, after `import "node:fs"`. Bun and Deno set up parts of Node's world when a first module or
 *   global of it is used, and order events differently from then on; most real programs stand here.
 * - `commonjs`: the body of a CommonJS module.
 * - `worker`: the body of an ES module inside a worker.
 */
export type Kind = "module" | "loaded" | "commonjs" | "worker";

/** What a program may take; it takes only what it names in its parameter. */
export interface Tools {
  /** Records that this point was reached. ASCII names; each at most once a run, unless repeating is the point. */
  mark(name: string): void;
  /** Computes for so many milliseconds and holds the thread. */
  spin(ms: number): void;
  /** Starts a worker on one of the probe's `workers`; its marks join the same record, in the order they were made. */
  thread(
    name: string,
    options?: import("node:worker_threads").WorkerOptions,
  ): import("node:worker_threads").Worker;
  /** The address of one of the probe's `modules`, for `import()`. */
  address(name: string): string;
  readonly asyncHooks: typeof import("node:async_hooks");
  readonly childProcess: typeof import("node:child_process");
  readonly crypto: typeof import("node:crypto");
  readonly events: typeof import("node:events");
  readonly fs: typeof import("node:fs");
  readonly http: typeof import("node:http");
  readonly net: typeof import("node:net");
  readonly os: typeof import("node:os");
  readonly perfHooks: typeof import("node:perf_hooks");
  readonly stream: typeof import("node:stream");
  readonly timersPromises: typeof import("node:timers/promises");
  readonly workerThreads: typeof import("node:worker_threads");
  readonly Effect: typeof import("effect/Effect");
  readonly Fiber: typeof import("effect/Fiber");
  readonly Scheduler: typeof import("effect/Scheduler");
}

/**
 * A program. Its text is what is run: the body becomes the top level of a file, so it may use its parameter and
 * globals, and nothing else of the file that it stands in.
 */
export type Program = (tools: Tools) => unknown;

/** Whose word it is. */
export type Authority = "ECMAScript" | "HTML" | "DOM" | "Streams" | "Node" | "Effect";

/** What somebody wrote down about the marks, and where. */
export type Promised = {
  readonly by: Authority;
  /** The rule, in one sentence of our own. */
  readonly says: string;
  readonly link: string;
  /** The kinds it holds for; all of the probe's when left out. */
  readonly kinds?: readonly Kind[];
} & (
  | { /** Each of these marks comes before the next. */ readonly order: readonly string[] }
  | { /** These marks are said to have no promised order. */ readonly open: readonly string[] }
  | { /** These marks come in every run. */ readonly always: readonly string[] }
  | { /** These marks never come. */ readonly never: readonly string[] }
);

/** What was seen of one probe, as one kind, under one version of a runtime. */
export interface Seen {
  /** How many runs there were. */
  readonly runs: number;
  /** The share, 0 to 1, of the runs with either mark in which `first` came before `second`, or without it. */
  share(first: string, second: string): number;
  /** The share, 0 to 1, of the runs in which the mark came at all. */
  came(mark: string): number;
}

/** A difference that somebody reported: read once, and probed again here. */
export interface Claim {
  /** The thread, `owner/repository#number`; left out where it was measured by this project before. */
  readonly at?: string;
  readonly runtime: string;
  /** The kind it is about. Default: the probe's first. */
  readonly kind?: Kind;
  /** What was reported, in one sentence. */
  readonly says: string;
  /** Whether it is so, by what was seen. */
  holds(seen: Seen): boolean;
}

/** How likely it is that somebody's code relies on the order, and why. */
export interface Relied {
  readonly likelihood: "often" | "sometimes" | "rarely";
  readonly why: string;
}

/** The part of the ground that a probe stands on, in the order in which the catalogue shows them. */
export const groups = [
  "ticks",
  "timers",
  "io",
  "messages",
  "workers",
  "events",
  "failures",
  "ending",
  "modules",
  "context",
  "fibers",
] as const;
export type Group = (typeof groups)[number];

/** One probe. */
export interface Probe {
  /** The same as its file's name. */
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  /** What a reader learns from it, as a question. */
  readonly question: string;
  readonly kinds: readonly Kind[];
  /** The models whose code meets this order. */
  readonly models: readonly ("promises" | "fibers" | "threads")[];
  readonly program: Program;
  /** More modules of the program, by name: imported by address, or before the body where `imports` names them. */
  readonly modules?: Readonly<Record<string, Program>>;
  /** Which of `modules` the body's file imports statically, in this order. */
  readonly imports?: readonly string[];
  /** The bodies of workers, by name. */
  readonly workers?: Readonly<Record<string, Program>>;
  readonly promises: readonly Promised[];
  readonly claims: readonly Claim[];
  readonly relied: Relied;
  /**
   * How marks leave the process: kept in memory and written when it ends (the default), or written one by one,
   * for programs that may end without an `exit` event (the default for those with workers).
   */
  readonly recorder?: "written";
  /** Ends other than exit code 0 that are an answer and not a failure: `exit 1`, `hung`, `SIGABRT`. */
  readonly endings?: readonly string[];
  /** When a run counts as hung, in milliseconds. Default: 10000. */
  readonly limitMs?: number;
}

/**
 * Types a probe and returns it as it is.
 *
 * @example
 * ```ts
 * export const probe = defineProbe({ id: "timers-equal", program({ mark }) { mark("here"); }, ... });
 * ```
 */
export function defineProbe(probe: Probe): Probe {
  return probe;
}

/** The kind that a claim is about. */
export function kindOfClaim(probe: Probe, claim: Claim): Kind {
  return claim.kind ?? probe.kinds[0] ?? "module";
}
