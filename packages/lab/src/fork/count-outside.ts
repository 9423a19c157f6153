// What a call does as seen from outside its process: system calls, by strace, and garbage collections, by the runtime's
// own log. Each in forks of their own: one that makes a single call and one that makes many, so that what a process does
// to start and to end cancels out.

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
  /** How long they stopped the program. */
  readonly pauseMs: number;
}

/** How long the fork of many calls makes them. */
const manyMs = 150;

/** Counts the system calls of a call with `strace -c -f`. */
export function countSystemCalls(
  catalog: Catalog,
  bench: Pick<Workbench, "fork">,
  task: ExplainTask,
): Promise<OutsideCount<SystemCalls>> {
  const strace = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "strace"))
    .find((path) => existsSync(path));
  if (strace === undefined) return Promise.resolve({ notCounted: "strace is not installed" });
  return compare(catalog, bench, task, {
    before: (file) => [strace, "-c", "-f", "-o", file],
    runtime: task.runtime.kind,
    read: readStrace,
    perCall(once, many, calls) {
      const counts = Object.entries(many)
        .map(([name, count]) => [name, Math.max(0, count - (once[name] ?? 0)) / calls] as const)
        .toSorted(([, a], [, b]) => b - a);
      return {
        all: counts.reduce((sum, [, count]) => sum + count, 0),
        most: Object.fromEntries(counts.filter(([, count]) => count > 0).slice(0, 3)),
      };
    },
  });
}

/** Counts the garbage collections of a call in what the runtime logs about them. */
export function countCollections(
  catalog: Catalog,
  bench: Pick<Workbench, "fork">,
  task: ExplainTask,
): Promise<OutsideCount<Collections>> {
  const { kind } = task.runtime;
  const logging = kind.explaining?.logCollections;
  if (logging === undefined) {
    return Promise.resolve({ notCounted: `${kind.title} does not log its garbage collections` });
  }
  if (process.platform === "win32") return Promise.resolve({ notCounted: "the log needs a POSIX shell" });
  return compare(catalog, bench, task, {
    // The whole log goes into a file: of what a fork prints only the end is kept.
    before: (file) => ["/bin/sh", "-c", 'log="$1"; shift; exec "$@" > "$log" 2>&1', "sh", file],
    runtime: {
      ...kind,
      flags: (launch) => [...logging.flags(kind.flags(launch))],
      environment: (launch) => ({ ...kind.environment(launch), ...logging.environment }),
    },
    read: logging.read,
    perCall: (once, many, calls) => ({
      count: Math.max(0, many.count - once.count) / calls,
      pauseMs: Math.max(0, many.pauseMs - once.pauseMs) / calls,
    }),
  });
}

interface Counting<Read, Counted> {
  before(file: string): readonly string[];
  readonly runtime: Runtime;
  read(text: string): Read;
  perCall(once: Read, many: Read, calls: number): Counted;
}

async function compare<Read, Counted>(
  catalog: Catalog,
  bench: Pick<Workbench, "fork">,
  task: ExplainTask,
  { before, runtime, read, perCall }: Counting<Read, Counted>,
): Promise<OutsideCount<Counted>> {
  const { example, model, value, signal } = task;
  await using folder = await temporaryFolder();
  const run = async (measureMs: number): Promise<{ why: string } | { counted: Read; calls: number }> => {
    const file = join(folder.path, `${measureMs}.txt`);
    const { end, outcome } = await bench.fork({
      spec: catalog.specs[example] as AnySpec,
      ...{ model, needs: catalog.needs?.(model), signal, input: value },
      before: before(file),
      runtime: { path: task.runtime.path, kind: runtime },
      job: {
        ...{ kind: "time", threads: task.threads ?? defaultThreads(), batch: 1, warmUpMs: 0, measureMs },
        ...{ trace: false, live: false },
      },
      limitMs: 60_000,
    });
    if (outcome === "interrupted") throw signal?.reason;
    const text = await readFile(file, "utf8").catch(() => "");
    if (outcome._tag !== "done") return { why: whyNot(`${end.stderr}\n${text}`, outcome._tag) };
    return { counted: read(text), calls: outcome.measurement.calls };
  };
  const once = await run(0);
  if ("why" in once) return { notCounted: once.why };
  const many = await run(manyMs);
  if ("why" in many) return { notCounted: many.why };
  return { perCall: perCall(once.counted, many.counted, Math.max(1, many.calls)) };
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
