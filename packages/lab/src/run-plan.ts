// Runs a plan: its forks one at a time, each recorded before the next one starts.
import {
  type Cell,
  createRun,
  type Environment,
  type ForkHead,
  forkKey,
  lockRun,
  openJournal,
  type Plan,
  readEnvironment,
  readHeads,
  readPlan,
  readRun,
  removeParts,
  schemaVersion,
  worst,
  writeEnvironment,
  writePlan,
  writeTrace,
} from "@byturns/record";
import type { RunEnd, RunEvent } from "./api.ts";
import type { Catalog } from "./catalog.ts";
import { type Executor, type PlannedFork, runtimesOf, thisMachine } from "./executor.ts";
import { Clocks } from "./machine/clocks.ts";
import { weighedAfter } from "./machine/conditions.ts";
import { mustBeSame, mustKnow } from "./must-know.ts";
import { fixBudget } from "./plan/budget.ts";
import { endsAtLimits, withoutCutOff } from "./plan/cut-off.ts";
import { countForks, Estimate } from "./plan/estimate.ts";
import { afterLook, isOpenEnded } from "./plan/next-look.ts";
import { variablesHere } from "./runtime/variables.ts";

/** Options of a run beside its plan. */
export interface RunOptions {
  readonly onEvent?: (event: RunEvent) => void;
  /** Ends the run after asking the fork in flight to clean up; that fork is lost, everything before it is kept. */
  readonly signal?: AbortSignal;
  /** How long a fork may take to end after its result, or after it was asked to end. Default: 2,000. */
  readonly graceMs?: number;
  /** The base revision, for a plan that has one. */
  readonly base?: Catalog;
  /** Where the forks run. Default: this machine. The caller disposes of an executor that it passes in. */
  readonly executor?: Executor;
}

/**
 * Starts a run in a new folder.
 *
 * @param folder where the run is kept; created if it does not exist.
 * @throws RecordLost when the folder cannot be written, or holds a run already.
 * @throws RuntimeMissing when a runtime of the plan is not available.
 * @throws PlanOutdated when the catalog lacks something that the plan names.
 * @example
 * ```ts
 * const end = await runPlan(catalog, plan, "runs/first", { onEvent: (event) => events.push(event) });
 * end.ended; // "complete"
 * ```
 */
export async function runPlan(
  catalog: Catalog,
  plan: Plan,
  folder: string,
  options: RunOptions = {},
): Promise<RunEnd> {
  const beganMs = performance.now();
  mustKnow(catalog, plan, folder, options);
  await using executor = await executorFor(catalog, plan, options);
  const { machine, sources, base } = executor;
  const environment: Environment = {
    schema: schemaVersion,
    machines: [machine],
    ...sources,
    ...(base === undefined ? {} : { base }),
    variables: variablesHere(),
  };
  await using _ = await createRun(folder, plan, environment);
  const clocks = new Clocks(plan);
  const end = await goOn({ plan, folder, heads: [], beganMs, clocks, ...options, executor });
  await noteMeanwhile(folder, executor, clocks);
  return end;
}

/**
 * Resumes a run that was interrupted, killed or stopped; runs exactly the planned forks that are not recorded.
 *
 * @throws RunUnreadable when the folder does not hold a run.
 * @throws RunBusy when another lab works in the folder.
 * @throws RuntimeMissing when a runtime of the plan is not available.
 * @throws PlanOutdated when the catalog lacks something that the plan names, or other sources would be measured than
 * before.
 */
export async function resumeRun(catalog: Catalog, folder: string, options: RunOptions = {}): Promise<RunEnd> {
  const beganMs = performance.now();
  // Nothing is written to a folder that does not hold a run.
  await readPlan(folder);
  await using _ = await lockRun(folder);
  await removeParts(folder);
  const plan = await readPlan(folder);
  const environment = await readEnvironment(folder);
  mustKnow(catalog, plan, folder, options, environment.commit);
  await using executor = await executorFor(catalog, plan, options);
  const heads = await readHeads(folder, plan);
  const { machine, sources: now, base } = executor;
  mustBeSame(folder, environment, now);
  if (base !== undefined) mustBeSame(folder, environment.base ?? {}, base, plan.against?.name);
  const isNew = environment.machines.every(({ id }) => id !== machine.id);
  // What is measured is the same; the rest of the sources may have changed, and then no commit stands for all of it.
  const differs = now.dirty === true || now.commit !== environment.commit;
  if (isNew || (differs && environment.dirty !== true)) {
    const machines = isNew ? [...environment.machines, machine] : environment.machines;
    await writeEnvironment(folder, { ...environment, machines, ...(differs ? { dirty: true } : {}) });
  }
  const clocks = new Clocks(plan);
  const end = await goOn({ plan, folder, heads, beganMs, clocks, ...options, executor });
  if (end.done > heads.length) await noteMeanwhile(folder, executor, clocks);
  return end;
}

/** Records the machine's conditions beside the earlier ones; for a resumed run the worst reading is kept. */
async function noteMeanwhile(
  folder: string,
  { machine, disturbances }: Executor,
  clocks: Clocks,
): Promise<void> {
  const found = [...((await disturbances?.()) ?? []), ...clocks.conditions()];
  if (found.length === 0) return;
  const environment = await readEnvironment(folder);
  const machines = environment.machines.map((one) =>
    one.id === machine.id ? { ...one, conditions: weighedAfter(worst([...one.conditions, ...found])) } : one,
  );
  // A run that stopped on a full disk has already reported it; no second message is needed.
  await writeEnvironment(folder, { ...environment, machines }).catch(() => {});
}

/** The executor that was passed in, which the caller disposes of, or this machine. */
async function executorFor(
  catalog: Catalog,
  plan: Plan,
  { executor, graceMs, base }: RunOptions,
): Promise<Executor> {
  if (executor === undefined) return thisMachine(catalog, await runtimesOf(catalog, plan), graceMs, base);
  return { ...executor, [Symbol.asyncDispose]: async () => {} };
}

interface Going extends RunOptions {
  readonly plan: Plan;
  readonly folder: string;
  readonly heads: readonly ForkHead[];
  readonly beganMs: number;
  readonly clocks: Clocks;
  readonly executor: Executor;
}

async function goOn(going: Going): Promise<RunEnd> {
  const { executor, folder, heads, beganMs, clocks, signal, onEvent } = going;
  let { plan } = going;
  const estimate = new Estimate(plan);
  for (const head of heads) estimate.see(head);
  const recorded = new Set(heads.map(forkKey));
  const missingFrom = (plan: Plan) =>
    forksOf(plan).filter(({ round, cell }) => !recorded.has(forkKey({ round, cell: cell.id })));
  const before = heads.reduce((sum, { wallMs }) => sum + wallMs, 0);
  const todo = missingFrom(plan);
  const alreadyDone = heads.length;
  let done = alreadyDone;
  const cutOff = new Set<string>();
  let bad = 0;
  for (const head of heads) judge(head);
  let forkMs = 0;
  let left = estimateOf(todo);
  const elapsed = () => performance.now() - beganMs;
  const end = (ended: RunEnd["ended"], why?: string): RunEnd => {
    const elapsedMs = elapsed();
    const ownShare = done === alreadyDone ? 0 : 1 - forkMs / elapsedMs;
    return { ended, folder, done, forks: countForks(plan), bad, elapsedMs, ownShare, why };
  };

  await using journal = await openJournal(folder);
  await fixRounds();
  onEvent?.({ _tag: "started", folder, plan, done, forks: countForks(plan), expectedMs: left });
  try {
    while (todo.length > 0 || isOpenEnded(plan)) {
      if (todo.length === 0) {
        await look();
        continue;
      }
      // With a budget, what follows the first round is unknown until that round is done.
      const isOpen = plan.budget?.fixed === false || plan.cutOff?.fixed === false;
      const now = isOpen ? todo.filter(({ round }) => round === 0) : [...todo];
      const doneBefore = done;
      for await (const { record, trace } of executor.run(plan, now, signal)) {
        if (trace !== undefined) await writeTrace(folder, trace);
        await journal.append(record);
        todo.shift();
        forkMs += record.wallMs;
        estimate.see(record);
        clocks.see(record);
        recorded.add(forkKey(record));
        done += 1;
        judge(record);
        await fixRounds();
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
      if (done - doneBefore < now.length) return end("interrupted");
    }
  } catch (error) {
    // A full disk, a fixture that cannot be written, no more processes: what is recorded is kept and can be resumed.
    return end("stopped", (error as Error).message);
  }
  return end("complete");

  /**
   * A fork that the plan's own limits end in the first round is expected; any other fork that is not done is bad,
   * including one that a limit ends later, since it fitted before.
   */
  function judge({ cell, round, outcome }: ForkHead): void {
    if (outcome._tag === "done") return;
    if (plan.cutOff !== undefined && round === 0 && endsAtLimits(outcome._tag)) cutOff.add(cell);
    else bad += 1;
  }

  /** Once the first round is complete, fixes how many rounds the budget allows and which cells a limit cuts off. */
  async function fixRounds(): Promise<void> {
    const isOpen = plan.budget?.fixed === false || plan.cutOff?.fixed === false;
    if (!isOpen || todo[0]?.round === 0) return;
    if (plan.cutOff?.fixed === false) plan = withoutCutOff(plan, cutOff);
    const hasBudget = plan.budget?.fixed === false;
    if (hasBudget) plan = withoutCutOff(fixBudget(plan, estimate, cutOff), cutOff);
    await writePlan(folder, plan);
    todo.splice(0, todo.length, ...missingFrom(plan));
    if (hasBudget) onEvent?.({ _tag: "planFixed", plan, forks: countForks(plan) });
  }

  /**
   * When all rounds planned so far are there, ends what is decided, and plans rounds up to the next look for what is
   * open.
   */
  async function look(): Promise<void> {
    const { forks } = await readRun(folder);
    const spentMs = before + elapsed();
    plan = afterLook(plan, forks, { spentMs, costOf: (round) => estimate.ofRound(round, false) });
    await writePlan(folder, plan);
    todo.push(...missingFrom(plan));
    left = estimateOf(todo);
    onEvent?.({ _tag: "looked", plan, forks: countForks(plan), leftMs: left });
  }

  function estimateOf(forks: readonly PlannedFork[]): number {
    let ms = 0;
    for (const { cell, kind, trace } of forks) ms += estimate.ofFork(cell, kind, trace);
    return ms;
  }
}

/** Every fork of a plan, in execution order. */
function forksOf(plan: Plan): PlannedFork[] {
  return plan.rounds.flatMap(({ order, kind }, round) =>
    order.map((i, position) => ({ round, position, kind, cell: plan.cells[i] as Cell, trace: round === 0 })),
  );
}
