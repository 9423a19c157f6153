// A plan on several machines: each gets all of it, in its own order, and nothing is compared across machines.
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Catalog, RunEnd, RunEvent } from "@byturns/lab";
import { resumeRun, runPlan } from "@byturns/lab/run-plan";
import {
  files,
  isMachineName,
  jsonDecoder,
  makeFolder,
  mergeRuns,
  Plan,
  readEnvironment,
  readPlan,
} from "@byturns/record";
import * as Schema from "effect/Schema";
import { forgetRun, type Member, membersOf, silentAfterMs } from "./board.ts";
import { connect } from "./connect.ts";
import { openEngine, type Tables } from "./engine.ts";
import { FleetRefused } from "./errors.ts";
import { keepWhole } from "./kept.ts";
import { type RemoteEvent, remoteExecutor } from "./remote-executor.ts";
import { type Sources, sourcesOf } from "./sources.ts";

/** What to measure, where, and into which folder. */
export interface FleetOptions {
  readonly url: string;
  /** Names of machines. Default: all connected machines. */
  readonly machines?: readonly string[];
  /** The run's folder; with several machines, each has a subfolder, and the results are merged at the end. */
  readonly folder: string;
  readonly onEvent?: (event: FleetEvent) => void;
  readonly signal?: AbortSignal;
  /** Determines the local sources. Default: from git, for the project's root. */
  readonly sources?: () => Promise<Sources>;
}

/** What a machine's plan is made from. */
export interface Share {
  readonly seed: number;
  readonly threads: number;
}

/** What happens during a run on a fleet; `machine` names the machine. */
export type FleetEvent =
  | {
      readonly _tag: "agreed";
      readonly threads: number;
      readonly machines: readonly Member[];
      readonly notes: readonly string[];
    }
  | { readonly _tag: "run"; readonly machine: string; readonly event: RunEvent }
  | { readonly _tag: "way"; readonly machine: string; readonly event: RemoteEvent };

/** How a run on a fleet ended. */
export interface FleetEnd {
  /** `complete` when it is on every machine. */
  readonly ended: RunEnd["ended"];
  readonly folder: string;
  readonly machines: readonly { readonly name: string; readonly folder: string; readonly end: RunEnd }[];
}

/** The machines of a run, and the plan of each: kept beside their folders. */
const FleetPlan = Schema.Struct({ schema: Schema.Literal(1), plans: Schema.Record(Schema.String, Plan) });

const fleetFile = (folder: string) => join(folder, "fleet.json");

/** Whether a folder holds a run on a fleet, of several machines or of one. */
export async function isFleetRun(folder: string): Promise<boolean> {
  if (existsSync(fleetFile(folder))) return true;
  if (!existsSync(files(folder).plan)) return false;
  return (await readEnvironment(folder)).machines.some(({ name }) => name !== undefined);
}

/**
 * Runs a plan on machines of a fleet, in parallel; on each of them one fork at a time.
 *
 * @param plan makes the plan for a machine. Seeds differ, so that no order is favored everywhere; the number of threads
 * is that of the smallest machine, so that every machine answers the same question.
 * @throws FleetRefused when a machine is not connected, has other sources, or lacks a runtime of the plan.
 * @throws FleetUnreachable when PostgreSQL cannot be reached at the start; later outages are waited out.
 */
export async function runOnFleet(
  catalog: Catalog,
  options: FleetOptions & { readonly seed: number; readonly threads?: number },
  plan: (share: Share) => Plan | Promise<Plan>,
): Promise<FleetEnd> {
  const { url, folder, seed } = options;
  await using tables = await connect(url);
  const sources = await (options.sources ?? (() => sourcesOf(catalog.root)))();
  const members = await choose(tables, options.machines);
  const threads = options.threads ?? threadsOf(members);
  const alone = members.length === 1;
  const plans: Record<string, Plan> = {};
  for (const { name } of members) {
    plans[name] = named(await plan({ seed: alone ? seed : seedOf(seed, name), threads }), name);
  }
  const [first] = Object.values(plans) as [Plan];
  agree(members, first, sources, options);
  if (!alone) await writeFleetPlan(folder, plans);
  return await carryOut(options, tables, sources, members, first, (member, rest) => {
    const into = alone ? folder : join(folder, member.name);
    return runPlan(catalog, plans[member.name] as Plan, into, rest);
  });
}

/**
 * Resumes a run on a fleet: runs exactly the planned forks that are not recorded, and takes over those that a machine
 * has completed in the meantime.
 *
 * @throws RunUnreadable when the folder does not hold such a run.
 * @throws FleetRefused and FleetUnreachable as `runOnFleet` does.
 */
export async function resumeOnFleet(catalog: Catalog, options: FleetOptions): Promise<FleetEnd> {
  const { url, folder } = options;
  await using tables = await connect(url);
  const sources = await (options.sources ?? (() => sourcesOf(catalog.root)))();
  const several = existsSync(fleetFile(folder));
  const plans = several
    ? await readFleetPlan(folder)
    : { [(await readEnvironment(folder)).machines[0]?.name ?? ""]: await readPlan(folder) };
  const members = await choose(tables, Object.keys(plans));
  const [first] = Object.values(plans) as [Plan];
  agree(members, first, sources, options);
  return await carryOut(options, tables, sources, members, first, async (member, rest) => {
    const into = several ? join(folder, member.name) : folder;
    if (existsSync(files(into).plan)) return resumeRun(catalog, into, rest);
    // Begun, and killed before there was a plan: nothing in it can be used.
    await rm(into, { recursive: true, force: true });
    return runPlan(catalog, plans[member.name] as Plan, into, rest);
  });
}

async function carryOut(
  options: FleetOptions,
  tables: Tables,
  sources: Sources,
  members: readonly Member[],
  { runtimes }: Plan,
  start: (member: Member, rest: NonNullable<Parameters<typeof runPlan>[3]>) => Promise<RunEnd>,
): Promise<FleetEnd> {
  const { url, folder, onEvent } = options;
  await using engine = await openEngine(url, { machines: members.map(({ name }) => name) });
  // If one machine cannot even start, the others are stopped before the failure is reported.
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const runs = await Promise.allSettled(
    members.map(async (member) => {
      try {
        return await runOn(member);
      } catch (error) {
        failed.abort(error);
        throw error;
      }
    }),
  );
  if (failed.signal.aborted) throw failed.signal.reason;
  const machines = runs.flatMap((run) => (run.status === "fulfilled" ? [run.value] : []));
  const worst = (["stopped", "interrupted"] as const).find((ended) =>
    machines.some(({ end }) => end.ended === ended),
  );
  if (worst === undefined && machines.length > 1 && !existsSync(files(folder).plan)) {
    // A killed merge leaves only partial files, with nothing that is not also in the machines' folders.
    const { forks, environment, traces } = files(folder);
    for (const half of [forks, environment, traces]) await rm(half, { recursive: true, force: true });
    await mergeRuns(
      machines.map(({ folder }) => folder),
      folder,
    );
  }
  return { ended: worst ?? "complete", folder, machines };

  async function runOn(member: Member): Promise<FleetEnd["machines"][number]> {
    const { name, hello } = member;
    if (hello === undefined) throw new FleetRefused(`${name} speaks another protocol: ${member.why}`);
    const executor = remoteExecutor({
      engine,
      tables,
      name,
      hello,
      sources,
      runtimes,
      onEvent: (event) => onEvent?.({ _tag: "way", machine: name, event }),
    });
    const end = await start(member, {
      executor,
      signal,
      onEvent: (event) => onEvent?.({ _tag: "run", machine: name, event }),
    });
    if (end.ended === "complete") {
      const { id } = await readPlan(end.folder);
      // Storage may be down; what remains there does no harm.
      await forgetRun(tables, id, name).catch(() => {});
    }
    return { name, folder: end.folder, end };
  }
}

async function choose(tables: Tables, wanted: readonly string[] | undefined): Promise<readonly Member[]> {
  const members = await membersOf(tables);
  // A machine's name becomes a folder name, and every writer to the database can set it.
  const heard = members.filter(({ name, silentMs }) => silentMs < silentAfterMs && isMachineName(name));
  if (wanted === undefined || wanted.length === 0) {
    if (heard.length > 0) return heard;
    throw new FleetRefused("No machine of this fleet is heard: byturns runner --join postgres://… --name m1");
  }
  return [...new Set(wanted)].map((name) => {
    if (!isMachineName(name)) throw new FleetRefused(`"${name}" cannot name a machine`);
    const member = members.find((one) => one.name === name);
    if (member !== undefined) return member;
    const there = members.map(({ name }) => name).join(", ");
    throw new FleetRefused(
      `There is no machine ${name} in this fleet; there ${there === "" ? "is none" : `are ${there}`}`,
    );
  });
}

/** Before anything starts, compares the machines: rejects what cannot work, and notes what a reader should know. */
function agree(
  members: readonly Member[],
  { runtimes, threads }: Plan,
  sources: Sources,
  { onEvent }: FleetOptions,
): void {
  const refused: string[] = [];
  const notes: string[] = [];
  for (const { name, hello, why, silentMs } of members) {
    if (hello === undefined) {
      refused.push(`${name} speaks another protocol: ${why}`);
      continue;
    }
    if (hello.sources !== sources.id) {
      refused.push(`${name} has its sources at ${hello.sources}, and the plan is of ${sources.id}`);
    }
    const missing = runtimes.map(({ id, version }) => `${id}@${version}`);
    for (const key of missing.filter((key) => !hello.runtimes.includes(key))) {
      refused.push(`${name} has no ${key}; it has ${hello.runtimes.join(", ")}`);
    }
    if (silentMs > silentAfterMs) {
      notes.push(
        `${name} was last heard ${Math.round(silentMs / 1_000)} s ago: its forks wait until it comes`,
      );
    }
    if (hello.machine.usableCores < threads) {
      notes.push(`${name} has ${hello.machine.usableCores} cores, and the plan uses ${threads} threads`);
    }
    for (const { weight, what } of hello.machine.conditions) {
      if (weight === "bad") notes.push(`${name}: ${what}`);
    }
  }
  for (const [, together] of Map.groupBy(members, ({ hello }) => hello?.host ?? "")) {
    if (together.length < 2) continue;
    const names = together.map(({ name }) => name).join(" and ");
    notes.push(`${names} stand on one host: they disturb one another's forks`);
  }
  if (refused.length > 0) throw new FleetRefused(refused.join("\n"));
  onEvent?.({ _tag: "agreed", threads, machines: members, notes });
}

function threadsOf(members: readonly Member[]): number {
  const cores = members.flatMap(({ hello }) => (hello === undefined ? [] : [hello.machine.usableCores]));
  return Math.max(2, Math.floor(Math.min(...cores)));
}

/** Every run gets its own plan: the same plan made twice is two runs, and one must not receive the other's forks. */
function named(plan: Plan, machine: string): Plan {
  const id = createHash("sha256").update(`${plan.id}\n${machine}\n${randomUUID()}`).digest("hex");
  return { ...plan, id: id.slice(0, 12) };
}

function seedOf(seed: number, machine: string): number {
  return createHash("sha256").update(`${seed}\n${machine}`).digest().readUInt32BE();
}

async function writeFleetPlan(folder: string, plans: Readonly<Record<string, Plan>>): Promise<void> {
  await makeFolder(folder);
  await keepWhole(fleetFile(folder), `${JSON.stringify({ schema: 1, plans })}\n`);
}

async function readFleetPlan(folder: string): Promise<Readonly<Record<string, Plan>>> {
  const read = jsonDecoder(FleetPlan)(await readFile(fleetFile(folder), "utf8"));
  if ("why" in read) throw new FleetRefused(`${fleetFile(folder)} is damaged: ${read.why}`);
  return read.value.plans;
}
