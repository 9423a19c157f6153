// What a call does as seen from outside its process: system calls, by strace, and garbage collections, by the runtime's
// own log. Each in forks of their own: one makes as many calls as warm code up, and one makes more, so that what a process
// does to start, to warm up and to end cancels out.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "@byturns/fixtures/temporary-folder";
import type { AnySpec } from "@byturns/spec";
import type { Catalog } from "../catalog.ts";
import { defaultThreads } from "../plan/cores.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { ExplainTask } from "./explain-fork.ts";
import type { Workbench } from "./workbench.ts";

/** What one call does, or why that is not known, as a sentence without its period. */
export type OutsideCount<Counted> = { readonly perCall: Counted } | { readonly notCounted: string };

/** System calls of one call, all threads together. */
export interface SystemCalls {
  readonly all: number;
  /** The most frequent ones, by name. */
  readonly most: Readonly<Record<string, number>>;
}

/** Garbage collections of one call, all threads together. */
export interface Collections {
  readonly count: number;
  /** How long they stopped the program; left out where there are too few to tell. */
  readonly pauseMs?: number;
}

/** For how long calls are made, by what a call takes when nothing counts: first to warm up, then those that are counted. */
interface CallsFor {
  readonly warmUpMs: number;
  readonly countedMs: number;
}

/** What strace counts does not depend on how well code is compiled, and takes many times as long. */
const forSystemCalls: CallsFor = { warmUpMs: 50, countedMs: 100 };

/** As long as a profile warms up, and long enough for many collections. */
const forCollections: CallsFor = { warmUpMs: 300, countedMs: 500 };

/**
 * The pauses of fewer collections are not told: those of start and warm-up, which are to cancel out, differ between two
 * processes by some milliseconds.
 */
const leastCollections = 10;

/**
 * Counts the system calls of a call with `strace -c -f`.
 *
 * @param callMs what a warm call takes, > 0.
 */
export function countSystemCalls(
  catalog: Catalog,
  bench: Pick<Workbench, "fork">,
  task: ExplainTask,
  callMs: number,
): Promise<OutsideCount<SystemCalls>> {
  const strace = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "strace"))
    .find((path) => existsSync(path));
  if (strace === undefined) return Promise.resolve({ notCounted: "strace is not installed" });
  return compare(catalog, bench, task, {
    ...callsOf(forSystemCalls, callMs),
    before: (file) => [strace, "-c", "-f", "-o", file],
    runtime: task.runtime.kind,
    read: readStrace,
    perCall(few, many, calls) {
      const counts = Object.entries(many)
        .map(([name, count]) => [name, Math.max(0, count - (few[name] ?? 0)) / calls] as const)
        .toSorted(([, a], [, b]) => b - a);
      return {
        all: counts.reduce((sum, [, count]) => sum + count, 0),
        most: Object.fromEntries(counts.filter(([, count]) => count > 0).slice(0, 3)),
      };
    },
  });
}

/**
 * Counts the garbage collections of a call in what the runtime logs about them.
 *
 * @param callMs what a warm call takes, > 0.
 */
export function countCollections(
  catalog: Catalog,
  bench: Pick<Workbench, "fork">,
  task: ExplainTask,
  callMs: number,
): Promise<OutsideCount<Collections>> {
  const { kind } = task.runtime;
  const logging = kind.explaining?.logCollections;
  if (logging === undefined) {
    return Promise.resolve({ notCounted: `${kind.title} does not log its garbage collections` });
  }
  if (process.platform === "win32") return Promise.resolve({ notCounted: "the log needs a POSIX shell" });
  return compare(catalog, bench, task, {
    ...callsOf(forCollections, callMs),
    // The whole log goes into a file: of what a fork prints only the end is kept.
    before: (file) => ["/bin/sh", "-c", 'log="$1"; shift; exec "$@" > "$log" 2>&1', "sh", file],
    runtime: {
      ...kind,
      flags: (launch) => [...logging.flags(kind.flags(launch))],
      environment: (launch) => ({ ...kind.environment(launch), ...logging.environment }),
    },
    read: logging.read,
    perCall(few, many, calls) {
      const count = Math.max(0, many.count - few.count);
      const pauseMs = many.pauseMs - few.pauseMs;
      // A difference that is less than what was taken off is mostly how that differs between two processes.
      const tells = count >= leastCollections && pauseMs > few.pauseMs;
      return { count: count / calls, ...(tells ? { pauseMs: pauseMs / calls } : {}) };
    },
  });
}

function callsOf({ warmUpMs, countedMs }: CallsFor, callMs: number) {
  return {
    warmUpCalls: Math.max(1, Math.ceil(warmUpMs / callMs)),
    countedCalls: Math.max(1, Math.ceil(countedMs / callMs)),
  };
}

interface Counting<Read, Counted> {
  readonly warmUpCalls: number;
  readonly countedCalls: number;
  before(file: string): readonly string[];
  readonly runtime: Runtime;
  read(text: string): Read;
  perCall(few: Read, many: Read, calls: number): Counted;
}

async function compare<Read, Counted>(
  catalog: Catalog,
  bench: Pick<Workbench, "fork">,
  task: ExplainTask,
  { warmUpCalls, countedCalls, before, runtime, read, perCall }: Counting<Read, Counted>,
): Promise<OutsideCount<Counted>> {
  const { example, model, value, signal } = task;
  await using folder = await temporaryFolder();
  const run = async (calls: number): Promise<{ why: string } | { counted: Read }> => {
    const file = join(folder.path, `${calls}.txt`);
    const { end, outcome } = await bench.fork({
      spec: catalog.specs[example] as AnySpec,
      ...{ model, needs: catalog.needs?.(model), signal, input: value },
      before: before(file),
      runtime: { path: task.runtime.path, kind: runtime },
      job: {
        ...{ kind: "repeat", threads: task.threads ?? defaultThreads(), batch: calls },
        ...{ warmUpMs: 0, measureMs: 0, trace: false, live: false },
      },
      limitMs: 60_000,
    });
    if (outcome === "interrupted") throw signal?.reason;
    const text = await readFile(file, "utf8").catch(() => "");
    if (outcome._tag !== "done") return { why: whyNot(`${end.stderr}\n${text}`, outcome._tag) };
    return { counted: read(text) };
  };
  const few = await run(warmUpCalls);
  if ("why" in few) return { notCounted: few.why };
  const many = await run(warmUpCalls + countedCalls);
  if ("why" in many) return { notCounted: many.why };
  return { perCall: perCall(few.counted, many.counted, countedCalls) };
}

/** Why a fork did not count, in words for a user. */
export function whyNot(printed: string, outcome: string): string {
  if (/ptrace.*(?:not permitted|denied)|PTRACE_\w+: /i.test(printed)) {
    return "strace may not trace processes here (ptrace is not permitted)";
  }
  const line = printed
    .trim()
    .split("\n")
    .find((one) => one.trim() !== "");
  return `the fork ended ${outcome}${line === undefined ? "" : `: ${line.slice(0, 200)}`}`;
}

/** The table of `strace -c`: `% time, seconds, usecs/call, calls, errors (maybe), syscall`. */
export function readStrace(text: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of text.split("\n")) {
    const [, calls, name] = /^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)(?:\s+\d+)?\s+([a-z_]\w*)\s*$/.exec(line) ?? [];
    if (name !== undefined && name !== "total") counts[name] = (counts[name] ?? 0) + Number(calls);
  }
  return counts;
}
