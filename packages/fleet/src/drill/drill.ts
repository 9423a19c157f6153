// One drill: a run on a fleet, something dies or goes away in the middle of it, and the records are counted.
import { mkdtemp, readdir, readFile, rm, watch } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type ForkRecord, readRun } from "@byturns/record";
import type { Network } from "./network.ts";
import type { Postgres } from "./postgres.ts";
import { type Member, startMember } from "./processes.ts";

/** What happens in the middle of the run. */
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

/** What one drill is made with. */
export interface DrillOptions {
  readonly kind: DrillKind;
  readonly postgres: Postgres;
  readonly machines: readonly string[];
  /** Where machines are namespaces; without it they are processes, and none can be cut off. */
  readonly network?: Network | undefined;
  /** Rounds of each machine; each round has two forks. */
  readonly rounds: number;
  /** 0 to 1: when it happens, and to whom. */
  readonly when: number;
  readonly whom: number;
  /** How long PostgreSQL is stopped, or the machine cut off, in milliseconds. */
  readonly awayMs: number;
}

/** What was found afterwards. */
export interface DrillResult {
  /** How the run ended, as the bench printed it. */
  readonly ended: unknown;
  readonly planned: number;
  readonly recorded: number;
  /** Of these, forks that are in the whole, which is put together of several machines' runs. */
  readonly merged: number;
  /** Forks that are recorded as anything but `done`, each with what became of it. */
  readonly bad: readonly string[];
  /** Lines skipped: a fork recorded twice would be one. */
  readonly twice: number;
  /** Forks that were begun more than once. */
  readonly begunAgain: number;
  readonly elapsedMs: number;
  /** The last that any process printed on stderr. */
  readonly errors: string;
}

/**
 * Carries out one drill, and clears up behind it.
 *
 * @throws RangeError when one machine is to be drilled in what only several do.
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
    // At any moment of about half of the run; the runs are put together at its end.
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

/** Settles when the runs of several machines begin to be put together in a folder. */
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
