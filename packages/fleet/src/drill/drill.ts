// One drill: a run on a fleet, a failure in the middle of it, and a count of the records.
import { mkdtemp, readdir, readFile, rm, watch } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type ForkRecord, readRun } from "@byturns/record";
import type { Network } from "./network.ts";
import type { Postgres } from "./postgres.ts";
import { type Member, startMember } from "./processes.ts";

/** The failure in the middle of the run. */
export const drillKinds = [
  "runner killed",
  "runner stopped",
  "coordinator killed",
  "coordinator killed while merging",
  "PostgreSQL restarted",
  "PostgreSQL stopped",
  "machine cut off",
] as const;
export type DrillKind = (typeof drillKinds)[number];

/** The options of a drill. */
export interface DrillOptions {
  readonly kind: DrillKind;
  readonly postgres: Postgres;
  readonly machines: readonly string[];
  /** Where machines are network namespaces; without it they are processes, and none can be cut off. */
  readonly network?: Network | undefined;
  /** Rounds of each machine; each round has two forks. */
  readonly rounds: number;
  /** 0 to 1: when it happens, and to which machine. */
  readonly when: number;
  readonly whom: number;
  /** How long PostgreSQL is stopped, or the machine cut off, in milliseconds. */
  readonly awayMs: number;
}

/** The findings afterwards. */
export interface DrillResult {
  /** How the run ended, as the bench printed it. */
  readonly ended: unknown;
  readonly planned: number;
  readonly recorded: number;
  /** How many of these are in the merged run of all machines. */
  readonly merged: number;
  /** Forks recorded as anything but `done`, each with its outcome. */
  readonly bad: readonly string[];
  /** Skipped lines: a fork recorded twice would be one. */
  readonly twice: number;
  /** Forks that were begun more than once. */
  readonly begunAgain: number;
  readonly elapsedMs: number;
  /** The last output of any process on stderr. */
  readonly errors: string;
}

/**
 * Carries out one drill and cleans up after it.
 *
 * @throws RangeError when a drill that needs several machines is given one.
 */
export async function runDrill(options: DrillOptions): Promise<DrillResult> {
  const { kind, postgres, machines, network, rounds, when, whom, awayMs } = options;
  if (kind === "coordinator killed while merging" && machines.length < 2)
    throw new RangeError("Cannot kill while merging with 1 machine: its run is not put together of any");
  const beganMs = performance.now();
  const folder = await mkdtemp(join(tmpdir(), "byturns-drill-"));
  const victim = Math.min(machines.length - 1, Math.floor(whom * machines.length));
  const members: Member[] = [];
  const keep = (member: Member) => {
    members.push(member);
    return member;
  };
  const spool = (i: number) => join(folder, `spool-${machines[i]}`);
  const startRunner = (i: number) =>
    keep(
      startMember(
        ["runner", postgres.url, machines[i] ?? "", spool(i)],
        network === undefined ? [] : network.on(i),
      ),
    );
  const startBench = () =>
    keep(startMember(["bench", postgres.url, join(folder, "run"), machines.join(), String(rounds)]));
  try {
    const runners = machines.map((_, i) => startRunner(i));
    await Promise.all(runners.map((runner) => runner.heard(({ _tag }) => _tag === "joined")));
    let bench = startBench();
    await bench.heard(({ _tag }) => _tag === "forkEnded");
    // At a moment within about half of the run; the machines' runs are merged at its end.
    if (kind !== "coordinator killed while merging") await wait(when * rounds * machines.length * 150);
    switch (kind) {
      case "runner killed":
      case "runner stopped":
        await runners[victim]?.kill(kind === "runner killed" ? "SIGKILL" : "SIGINT");
        startRunner(victim);
        break;
      case "coordinator killed":
        await bench.kill("SIGKILL");
        bench = startBench();
        break;
      case "coordinator killed while merging":
        await firstOfWhole(join(folder, "run"));
        await bench.kill("SIGKILL");
        bench = startBench();
        break;
      case "PostgreSQL restarted":
        await postgres.stop();
        await postgres.start();
        break;
      case "PostgreSQL stopped":
        await postgres.stop();
        await wait(awayMs);
        await postgres.start();
        break;
      case "machine cut off":
        await network?.cut(victim, true);
        await wait(awayMs);
        await network?.cut(victim, false);
        break;
    }
    const { ended } = await bench.heard(({ _tag }) => _tag === "ended");
    await bench.ended;
    const runs = await Promise.all(
      machines.map((name) =>
        readRun(machines.length === 1 ? join(folder, "run") : join(folder, "run", name)),
      ),
    );
    const whole = await readRun(join(folder, "run")).catch(() => undefined);
    const sum = (of: (run: (typeof runs)[number]) => number) => runs.reduce((all, run) => all + of(run), 0);
    const begun = await Promise.all(machines.map((_, i) => begunAgainIn(spool(i))));
    return {
      ended,
      planned: sum(({ forks, missing }) => forks.length + missing),
      recorded: sum(({ forks }) => forks.length),
      merged: whole?.forks.length ?? 0,
      bad: runs.flatMap(({ forks }) => forks.flatMap(describeBad)),
      twice: sum(({ skipped }) => skipped.length),
      begunAgain: begun.reduce((all, again) => all + again, 0),
      elapsedMs: performance.now() - beganMs,
      errors: members.map(({ errors }) => errors()).join(""),
    };
  } finally {
    await Promise.all(members.map((member) => member.kill("SIGTERM")));
    await rm(folder, { recursive: true, force: true });
  }
}

function describeBad({ cell, round, attempt, exitCode, exitSignal, stderr, outcome }: ForkRecord): string[] {
  if (outcome._tag === "done") return [];
  const { measurement: _, ...what } =
    "measurement" in outcome ? outcome : { ...outcome, measurement: undefined };
  return [
    JSON.stringify({ cell, round, attempt, exitCode, exitSignal, ...what, stderr: stderr.slice(-500) }),
  ];
}

/** Settles when merging the runs of several machines begins in a folder. */
async function firstOfWhole(folder: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === "forks.ndjson") return;
}

async function begunAgainIn(spool: string): Promise<number> {
  const names = (await readdir(spool)).filter((name) => name.endsWith(".begun"));
  const lines = await Promise.all(
    names.map(async (name) => (await readFile(join(spool, name), "utf8")).trim().split("\n").length),
  );
  return lines.filter((begun) => begun > 1).length;
}
