// The form of a probe: one small program that records marks, and what published texts promise about their order.
// One file per probe under `probes/`; the listing is the folder.

/**
 * How a program is run.
 *
 * - `module`: the body of an ES module, and nothing else loaded.
 * - `loaded`: the same, after `import "node:fs"`. Most real programs are of this kind: Bun and Deno set up parts of
 *   Node's world only once certain modules are loaded, and order events differently from then on. `node:fs` is one
 *   of them in both; `node:process` is not in Bun.
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
  readonly domain: typeof import("node:domain");
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

/** Who published a text. A runtime's documentation binds that runtime alone; a standard binds whoever implements it. */
export type Authority =
  | "ECMAScript"
  | "HTML"
  | "DOM"
  | "Streams"
  | "Compression"
  | "Encoding"
  | "Fetch"
  | "Web IDL"
  | "Node"
  | "Deno"
  | "Bun"
  | "Effect";

/** One sentence of a published text, word for word. */
export interface Text {
  readonly by: Authority;
  /** The sentence as it is in the text; an algorithm's step counts as one. `…` stands for what is left out. */
  readonly quote: string;
  readonly link: string;
  /** The day, `YYYY-MM-DD`, on which the sentence was read there. */
  readonly date: string;
}

/** A rule about the marks that a sentence makes. */
export type Rule =
  | { /** Each of these marks comes before the next. */ readonly order: readonly string[] }
  | { /** These marks come in every run. */ readonly always: readonly string[] }
  | { /** These marks never come. */ readonly never: readonly string[] };

interface About {
  /** The rule, in one sentence of our own. */
  readonly says: string;
  /** The kinds it holds for; all of the probe's when left out. */
  readonly kinds?: readonly Kind[];
  /** The runtimes that the text binds. Default: `boundBy` of its author. */
  readonly binds?: readonly string[];
}

/** Marks about whose order no text says anything; where one says so itself, in its own words. */
export type Open = About & { readonly by: Authority; readonly link: string } & Partial<Text> & {
    /** These marks have no promised order. */ readonly open: readonly string[];
  };

/** What a published text says about the marks. */
export type Promised = (About & Text & Rule) | Open;

/**
 * The runtimes that a text binds.
 *
 * @returns their ids, or undefined for every runtime. Documentation of a runtime binds only that runtime: another
 * that does otherwise differs from it, and breaks nothing.
 */
export function boundBy(promise: Pick<Promised, "by" | "binds">): readonly string[] | undefined {
  if (promise.binds !== undefined) return promise.binds;
  const runtimes: Partial<Record<Authority, string>> = { Node: "node", Deno: "deno", Bun: "bun" };
  const own = runtimes[promise.by];
  return own === undefined ? undefined : [own];
}

/** What was seen of one probe, as one kind, under one version of a runtime. */
export interface Seen {
  /** How many runs there were. */
  readonly runs: number;
  /** The share, 0 to 1, of the runs with either mark in which `first` came before `second`, or without it. */
  share(first: string, second: string): number;
  /** The share, 0 to 1, of the runs in which the mark came at all. */
  came(mark: string): number;
}

/** What became of a report: `closed` without a version that fixed it; `reported` where the state of the thread was not read. */
export type UpstreamState = "open" | "closed" | "won't fix" | "reported" | `fixed in ${string}`;

/** A difference that somebody reported: read once, and probed again here. */
export interface Claim {
  /** The thread, `owner/repository#number`; left out where it was measured by this project before. */
  readonly at?: string;
  /** The state of the thread on `statedOn`; required with `at`. */
  readonly state?: UpstreamState;
  /** The day, `YYYY-MM-DD`, on which the thread was in that state. */
  readonly statedOn?: string;
  readonly runtime: string;
  /** The kind it is about. Default: the probe's first. */
  readonly kind?: Kind;
  /** What was reported, in one sentence. */
  readonly says: string;
  /** Whether it is so, by what was seen. */
  holds(seen: Seen): boolean;
}

/** How likely it is that code relies on the order, and why. */
export interface Relied {
  readonly likelihood: "often" | "sometimes" | "rarely";
  readonly why: string;
}

/** The subject of a probe, in the order in which the catalogue shows them. */
export const groups = [
  "ticks",
  "timers",
  "io",
  "http",
  "streams",
  "processes",
  "messages",
  "workers",
  "events",
  "failures",
  "ending",
  "modules",
  "context",
  "fibers",
  "portable",
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
  /** Why the runtimes differ here, by the id of an entry of `causes.ts`: what a port check says once for all its probes. */
  readonly cause?: string;
  /** Files of Node's own tests, by name without `.js`, that a runtime fails for what this probe shows. */
  readonly witnesses?: readonly string[];
  /**
   * How marks leave the process: kept in memory and written when it ends (the default), or written one by one,
   * for programs that may end without an `exit` event (the default for those with workers).
   */
  readonly recorder?: "written";
  /** Endings other than exit code 0 that answer the question: `exit 1`, `hung`, `SIGABRT`. */
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
