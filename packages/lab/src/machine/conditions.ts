// What disturbed this machine during a stretch of time, from system counters read before and after.
import { readdir, readFile } from "node:fs/promises";
import type { Condition } from "@byturns/record";
import { throttledTimes } from "./doctor.ts";

/** System counters; those that the system does not report are left out. */
export interface Counters {
  readonly atMs: number;
  /** All processors together, in ticks of 10 ms: busy for any process, stolen by other guests, and total. */
  readonly busy?: number;
  readonly stolen?: number;
  readonly all?: number;
  /** This process, its descendants, and the children it has waited for, in the same ticks. */
  readonly own?: number;
  /** How often a processor was throttled for heat. */
  readonly throttled?: number;
}

const ticksPerSecond = 100;

/** Reads the counters; takes some milliseconds. */
export async function readCounters(): Promise<Counters> {
  const [ofAll, own, throttled] = await Promise.all([read("/proc/stat"), ownTicks(), throttledTimes()]);
  const numbers = ofAll
    ?.match(/^cpu +(.*)$/m)?.[1]
    ?.split(" ")
    .map(Number);
  return {
    atMs: performance.now(),
    ...(numbers === undefined
      ? {}
      : {
          // user, nice, system, idle, iowait, irq, softirq, steal
          busy: sum([...numbers.slice(0, 3), ...numbers.slice(5, 7)]),
          stolen: numbers[7] ?? 0,
          all: sum(numbers.slice(0, 8)),
        }),
    ...(own === undefined ? {} : { own }),
    ...(throttled === undefined ? {} : { throttled }),
  };
}

/** Ticks of this process and all its descendants, including the children they have waited for. */
async function ownTicks(): Promise<number | undefined> {
  const names = await readdir("/proc").catch((): string[] => []);
  const stats = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => read(`/proc/${name}/stat`)),
  );
  const processes = stats.flatMap((stat) => {
    // The name, in parentheses, may contain anything.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (stat === undefined || fields === undefined) return [];
    // ppid; utime, stime, cutime, cstime
    return [{ pid: Number.parseInt(stat, 10), parent: Number(fields[1]), ticks: sum(fields.slice(11, 15)) }];
  });
  const own = new Set([process.pid]);
  for (let before = 0; before !== own.size; ) {
    before = own.size;
    for (const { pid, parent } of processes) if (own.has(parent)) own.add(pid);
  }
  const mine = processes.filter(({ pid }) => own.has(pid));
  return mine.length === 0 ? undefined : sum(mine.map(({ ticks }) => ticks));
}

function sum(values: readonly (string | number)[]): number {
  return values.reduce<number>((total, value) => total + Number(value), 0);
}

/** What happened between two readings, as conditions; what cannot be determined is left out. */
export function conditionsBetween(before: Counters, after: Counters): readonly Condition[] {
  return [others(before, after), stolen(before, after), throttled(before, after)].filter(
    (condition) => condition !== undefined,
  );
}

/**
 * The conditions with those of the time before a run weighed anew: once it is known what other programs took during the
 * run, the load before it, which may have been that of an install, is no more than a note.
 */
export function weighedAfter(conditions: readonly Condition[]): readonly Condition[] {
  if (!conditions.some(({ id }) => id === "load-during")) return conditions;
  return conditions.map((one) =>
    one.id === "load" && one.weight === "bad" ? { ...one, weight: "note" } : one,
  );
}

function others(before: Counters, after: Counters): Condition | undefined {
  const busy = difference(before.busy, after.busy);
  const own = difference(before.own, after.own);
  const ticks = ((after.atMs - before.atMs) / 1_000) * ticksPerSecond;
  // Too short for ticks to be meaningful.
  if (busy === undefined || own === undefined || ticks < 100) return undefined;
  const cores = Math.max(0, busy - own) / ticks;
  const what = `other programs kept ${cores.toFixed(2)} cores busy during the run`;
  if (cores < 0.15) return { id: "load-during", weight: "good", what };
  const weight = cores < 0.5 ? "note" : "bad";
  return { id: "load-during", weight, what, advice: "End what else runs, and measure again." };
}

function stolen(before: Counters, after: Counters): Condition | undefined {
  const ticks = difference(before.stolen, after.stolen);
  const all = difference(before.all, after.all);
  if (ticks === undefined || !all) return undefined;
  const share = (100 * ticks) / all;
  const what = `${share.toFixed(2)} % of the processors' time went to other guests during the run`;
  if (share < 0.5) return { id: "steal-during", weight: "good", what };
  const weight = share < 3 ? "note" : "bad";
  return { id: "steal-during", weight, what, advice: "Use a machine of your own, or more forks." };
}

function throttled(before: Counters, after: Counters): Condition | undefined {
  const times = difference(before.throttled, after.throttled);
  if (times === undefined) return undefined;
  const what = `throttled for heat ${times} times during the run`;
  if (times === 0) return { id: "thermal-during", weight: "good", what };
  return { id: "thermal-during", weight: "bad", what, advice: "Let it cool, or give it air." };
}

function difference(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before;
}

function read(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
