// The system calls of a call, by strace, in two forks: one makes as many calls as warm code up, and one makes more, so that
// what a process does to start, to warm up and to end cancels out.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "@byturns/fixtures/temporary-folder";
import type { AnySpec } from "@byturns/spec";
import type { Catalog } from "../catalog.ts";
import { defaultThreads } from "../plan/cores.ts";
import type { ExplainTask } from "./explain-fork.ts";
import type { Workbench } from "./workbench.ts";

/** System calls of one call, all threads together. */
export interface SystemCalls {
  readonly all: number;
  /** The most frequent ones, by name. */
  readonly most: Readonly<Record<string, number>>;
}

/**
 * For how long calls are made, by what a call takes when nothing counts: first to warm up, then those that are counted. What
 * strace counts does not depend on how well code is compiled, and takes many times as long.
 */
const warmUpMs = 50;
const countedMs = 100;

/**
 * Counts the system calls of a call with `strace -c -f`.
 *
 * @param callMs what a warm call takes, > 0.
 */
export async function countSystemCalls(
  catalog: Catalog,
  bench: Pick<Workbench, "fork">,
  task: ExplainTask,
  callMs: number,
): Promise<SystemCalls | { readonly notCounted: string }> {
  const strace = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "strace"))
    .find((path) => existsSync(path));
  if (strace === undefined) return { notCounted: "strace is not installed" };
  const warmUpCalls = Math.ceil(warmUpMs / callMs);
  const countedCalls = Math.ceil(countedMs / callMs);
  const few = await countAll(catalog, bench, task, { strace, calls: warmUpCalls });
  if ("why" in few) return { notCounted: few.why };
  const many = await countAll(catalog, bench, task, { strace, calls: warmUpCalls + countedCalls });
  if ("why" in many) return { notCounted: many.why };
  const counts = Object.entries(many.counted)
    .map(([name, count]) => [name, Math.max(0, count - (few.counted[name] ?? 0)) / countedCalls] as const)
    .toSorted(([, a], [, b]) => b - a);
  return {
    all: counts.reduce((sum, [, count]) => sum + count, 0),
    most: Object.fromEntries(counts.filter(([, count]) => count > 0).slice(0, 3)),
  };
}

/** What a process does that makes so many calls. */
async function countAll(
  catalog: Catalog,
  bench: Pick<Workbench, "fork">,
  { example, model, value, runtime, threads = defaultThreads(), signal }: ExplainTask,
  { strace, calls }: { readonly strace: string; readonly calls: number },
): Promise<{ why: string } | { counted: Readonly<Record<string, number>> }> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "counts.txt");
  const { end, outcome } = await bench.fork({
    spec: catalog.specs[example] as AnySpec,
    ...{ model, needs: catalog.needs?.(model), signal, input: value },
    before: [strace, "-c", "-f", "-o", file],
    runtime,
    job: {
      ...{ kind: "repeat", threads, batch: calls },
      ...{ warmUpMs: 0, measureMs: 0, trace: false, live: false },
    },
    limitMs: 60_000,
  });
  if (outcome === "interrupted") throw signal?.reason;
  const text = await readFile(file, "utf8").catch(() => "");
  if (outcome._tag !== "done") return { why: whyNot(`${end.stderr}\n${text}`, outcome._tag) };
  return { counted: readStrace(text) };
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
