// Runs a plan: its forks one at a time, each recorded before the next one starts.
import {
  type Cell,
  createRun,
  type Environment,
  type ForkHead,
  type ForkRecord,
  forkKey,
  openJournal,
  type Plan,
  readEnvironment,
  readHeads,
  readPlan,
  schemaVersion,
  writeEnvironment,
  writePlan,
  writeTrace,
} from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import type { FoundRuntime, RunEnd, RunEvent } from "./api.ts";
import { fixBudget } from "./budget.ts";
import { RuntimeMissing } from "./errors.ts";
import { countForks, Estimate } from "./estimate.ts";
import type { House } from "./house.ts";
import { limitOf } from "./limit.ts";
import { commitOf, examineMachine } from "./machine.ts";
import { type ForkPlace, recordOf } from "./record-of.ts";
import { allRuntimes, findRuntimes } from "./runtimes.ts";
import { Workbench } from "./workbench.ts";

/** What a run is told beside its plan. */
export interface RunOptions {
  readonly onEvent?: (event: RunEvent) => void;
  /** Ends the run after asking the fork in flight to clean up; that fork is lost, everything before it is kept. */
  readonly signal?: AbortSignal;
  /** How long a fork may take to end after its report, or after it was asked to. Default: 2,000. */
  readonly graceMs?: number;
}

/**
 * Starts a run in a folder of its own.
 *
 * @param folder where it is kept; made if it is not there.
 * @throws RecordLost when the folder cannot be written, or holds a run already.
 * @throws RuntimeMissing when a runtime of the plan is not there.
 * @example
 * ```ts
 * const end = await runPlan(house, plan, "runs/first", { onEvent: (event) => events.push(event) });
 * end.ended; // "complete"
 * ```
 */
export async function runPlan(
  house: House,
  plan: Plan,
  folder: string,
  options: RunOptions = {},
): Promise<RunEnd> {
  const beganMs = performance.now();
  const runtimes = await runtimesOf(house, plan);
  const [machine, commit] = await Promise.all([examineMachine(), commitOf(house.root)]);
  const environment: Environment = { schema: schemaVersion, machines: [machine], ...commit };
  await createRun(folder, plan, environment);
  return goOn({ house, plan, folder, runtimes, machine: machine.id, heads: [], beganMs, ...options });
}

/**
 * Goes on with a run that was interrupted, killed or stopped; does exactly the planned forks that are not recorded.
 *
 * @throws RunUnreadable when the folder is no run.
 * @throws RuntimeMissing when a runtime of the plan is not there.
 */
export async function resumeRun(house: House, folder: string, options: RunOptions = {}): Promise<RunEnd> {
  const beganMs = performance.now();
  const plan = await readPlan(folder);
  const [environment, runtimes, machine, heads, now] = await Promise.all([
    readEnvironment(folder),
    runtimesOf(house, plan),
    examineMachine(),
    readHeads(folder, plan),
    commitOf(house.root),
  ]);
  const isNew = environment.machines.every(({ id }) => id !== machine.id);
  // Sources that are not those of the first part make the run one of several commits, and its reports say so.
  const differs = now.dirty === true || now.commit !== environment.commit;
  if (isNew || (differs && environment.dirty !== true)) {
    const machines = isNew ? [...environment.machines, machine] : environment.machines;
    await writeEnvironment(folder, { ...environment, machines, ...(differs ? { dirty: true } : {}) });
  }
  return goOn({ house, plan, folder, runtimes, machine: machine.id, heads, beganMs, ...options });
}

interface Going extends RunOptions {
  readonly house: House;
  readonly plan: Plan;
  readonly folder: string;
  readonly runtimes: ReadonlyMap<string, FoundRuntime>;
  readonly machine: string;
  readonly heads: readonly ForkHead[];
  readonly beganMs: number;
}

interface Place {
  readonly round: number;
  readonly place: number;
  readonly cell: Cell;
}

async function goOn(going: Going): Promise<RunEnd> {
  const { house, folder, runtimes, machine, heads, beganMs, signal, graceMs, onEvent } = going;
  let { plan } = going;
  const estimate = new Estimate(plan);
  for (const head of heads) estimate.see(head);
  const recorded = new Set(heads.map(forkKey));
  const missingFrom = (plan: Plan) =>
    placesOf(plan).filter(({ round, cell }) => !recorded.has(forkKey({ round, cell: cell.id })));
  const todo = missingFrom(plan);
  const alreadyDone = heads.length;
  let done = alreadyDone;
  let bad = heads.filter(({ outcome }) => outcome._tag !== "done").length;
  let forkMs = 0;
  let left = estimateOf(todo);
  const elapsed = () => performance.now() - beganMs;
  const end = (ended: RunEnd["ended"], why?: string): RunEnd => {
    const elapsedMs = elapsed();
    const ownShare = done === alreadyDone ? 0 : 1 - forkMs / elapsedMs;
    return { ended, folder, done, forks: countForks(plan), bad, elapsedMs, ownShare, why };
  };

  await using journal = await openJournal(folder);
  await using bench = new Workbench(house.root, graceMs);
  await fixRounds();
  onEvent?.({ _tag: "started", folder, plan, done, forks: countForks(plan), expectedMs: left });
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
    if (signal?.aborted) return end("interrupted");
    const { round, cell } = next;
    const trace = round === 0;
    const task = taskOf(next, trace);
    let record: ForkRecord;
    try {
      const forked = await bench.fork(task);
      forkMs += forked.end.wallMs;
      if (forked.outcome === "interrupted") return end("interrupted");
      record = recordOf(headOf(next), forked.end, forked.outcome);
      if (trace && forked.trace !== undefined) {
        await writeTrace(folder, { schema: schemaVersion, cell: cell.id, round, trace: forked.trace });
      }
      await journal.append(record);
      estimate.see(record);
      recorded.add(forkKey(record));
      done += 1;
      if (record.outcome._tag !== "done") bad += 1;
      await fixRounds();
    } catch (error) {
      // A full disk, a prop that cannot be put there, no more processes: what is recorded stands, and can be resumed.
      return end("stopped", (error as Error).message);
    }
    left = estimateOf(todo);
    onEvent?.({
      _tag: "forkEnded",
      record,
      next: todo[0]?.cell.id,
      done,
      forks: countForks(plan),
      bad,
      elapsedMs: elapsed(),
      leftMs: left,
    });
  }
  return end("complete");

  /** Where there is a budget and the first round is complete, its cost fixes how many rounds there are. */
  async function fixRounds(): Promise<void> {
    if (plan.budget?.fixed !== false || todo[0]?.round === 0) return;
    plan = fixBudget(plan, estimate);
    await writePlan(folder, plan);
    todo.splice(0, todo.length, ...missingFrom(plan));
    onEvent?.({ _tag: "planFixed", plan, forks: countForks(plan) });
  }

  function estimateOf(places: readonly Place[]): number {
    let ms = 0;
    for (const { round, cell } of places) ms += estimate.ofFork(cell, plan.rounds[round]?.kind ?? "time");
    return ms;
  }

  function taskOf({ round, cell }: Place, trace: boolean) {
    const { threads, profile, cases } = plan;
    const one = cases.find(({ example, input }) => example === cell.example && input === cell.input);
    const runtime = runtimes.get(cell.runtime);
    const spec: AnySpec | undefined = house.specs[cell.example];
    if (one === undefined || runtime === undefined || spec === undefined) {
      throw new RangeError(`The plan has no case, runtime or example for its cell ${cell.id}`);
    }
    const { kind } = plan.rounds[round] as Plan["rounds"][number];
    const { warmUpMs, measureMs } = profile;
    const { slowdown } = cell;
    return {
      spec,
      model: cell.model,
      needs: house.needs?.(cell.model),
      runtime,
      input: one.value,
      job: {
        threads,
        batch: one.batch,
        kind,
        warmUpMs,
        measureMs,
        ...(slowdown === undefined ? {} : { slowdown }),
        trace,
        live: false,
      },
      limitMs: limitOf(plan, one),
      signal,
    };
  }

  function headOf({ round, place, cell }: Place): ForkPlace {
    const kind = plan.rounds[round]?.kind ?? "time";
    return { plan: plan.id, cell: cell.id, kind, round, place, attempt: 1, machine };
  }
}

/** Every fork of a plan, in the order in which they run. */
function placesOf(plan: Plan): Place[] {
  return plan.rounds.flatMap(({ order }, round) =>
    order.map((i, place) => ({ round, place, cell: plan.cells[i] as Cell })),
  );
}

/** The plan's runtimes as this machine has them. */
async function runtimesOf(house: House, plan: Plan): Promise<ReadonlyMap<string, FoundRuntime>> {
  const paths = plan.runtimes.map(({ id, path }) => `${id}=${path}`);
  const [{ found: atTheirPaths }, others] = await Promise.all([
    findRuntimes(house, paths),
    allRuntimes(house),
  ]);
  const found = new Map<string, FoundRuntime>();
  for (const { key, id, version, path, title } of plan.runtimes) {
    const same = (one: FoundRuntime) => one.id === id && one.version === version;
    const one = atTheirPaths.find((one) => one.path === path && same(one)) ?? others.find(same);
    if (one === undefined) {
      throw new RuntimeMissing(
        `${title} ${version} of the plan is not there, neither at ${path} nor in the project`,
      );
    }
    found.set(key, { ...one, key });
  }
  return found;
}
