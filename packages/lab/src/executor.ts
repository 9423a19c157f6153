// Where forks run: this machine or another one. A run requests forks from an executor and keeps the results.
import { sweepTemporaryFolders } from "@byturns/fixtures/temporary-folder";
import {
  type Case,
  type Cell,
  type CellTrace,
  type Condition,
  type ForkKind,
  type ForkRecord,
  type Machine,
  type MeasuredSources,
  type Plan,
  schemaVersion,
} from "@byturns/record";
import { label } from "@byturns/text";
import type { FoundRuntime } from "./api.ts";
import type { Catalog } from "./catalog.ts";
import { RuntimeMissing } from "./errors.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { limitOf } from "./fork/limit.ts";
import { recordOf } from "./fork/record-of.ts";
import { type ForkTask, Workbench } from "./fork/workbench.ts";
import { conditionsBetween, readCounters } from "./machine/conditions.ts";
import { commitOf, examineMachine } from "./machine/machine.ts";
import { pathFrom } from "./path-within.ts";
import { warmUpOf } from "./plan/warm-up.ts";
import { allRuntimes, findRuntimes } from "./runtime/runtimes.ts";
import { inCatalog, varied } from "./runtime/variation.ts";

/** One fork of a plan, by its position. */
export interface PlannedFork {
  readonly round: number;
  readonly position: number;
  readonly kind: ForkKind;
  readonly cell: Cell;
  /** Whether its first call is traced. */
  readonly trace: boolean;
  /** Default: 1. */
  readonly attempt?: number;
}

/** The fork's result. */
export interface PlacedFork {
  readonly record: ForkRecord;
  readonly trace: CellTrace | undefined;
}

/** What an executor needs to know of a plan. */
export type PlanPart = Pick<Plan, "id" | "cases" | "threads" | "profile" | "timeLimitMs">;

/** Runs forks, one at a time. */
export interface Executor extends AsyncDisposable {
  readonly machine: Machine;
  /** The commit of the sources there, and the fingerprint of what is measured. */
  readonly sources: MeasuredSources;
  /** The same of the base revision; left out if the plan has a single revision. */
  readonly base?: MeasuredSources;
  /**
   * Runs forks in this order and yields each when it is done. Ends early when the signal is aborted.
   *
   * @throws Error when a fork cannot be started.
   */
  run(plan: PlanPart, forks: readonly PlannedFork[], signal?: AbortSignal): AsyncIterable<PlacedFork>;
  /** What disturbed the machine since the executor was made; left out if that cannot be determined. */
  disturbances?(): Promise<readonly Condition[]>;
}

/**
 * An executor that runs forks on this machine.
 *
 * @param runtimes by their keys in the plan.
 * @param graceMs how long a fork may take to end after its result, or after it was asked to end.
 * @param base the base revision, for a plan that has one.
 */
export async function thisMachine(
  catalog: Catalog,
  runtimes: ReadonlyMap<string, FoundRuntime>,
  graceMs?: number,
  base?: Catalog,
): Promise<Executor> {
  const [machine, sources, ofBase] = await Promise.all([
    examineMachine(),
    sourcesOf(catalog),
    base === undefined ? undefined : sourcesOf(base),
    // What killed labs left; now, and not beside a fork.
    sweepTemporaryFolders(),
  ]);
  const before = await readCounters();
  const bench = new Workbench(catalog.root, graceMs);
  return {
    machine,
    sources,
    ...(ofBase === undefined ? {} : { base: ofBase }),
    async *run(plan, forks, signal) {
      for (const fork of forks) {
        if (signal?.aborted) return;
        const { end, outcome, trace } = await bench.fork(
          taskOf({ head: catalog, base }, runtimes, plan, fork, signal),
        );
        if (outcome === "interrupted") return;
        const { round, position, kind, cell, attempt = 1 } = fork;
        const head = { plan: plan.id, cell: cell.id, kind, round, position, attempt, machine: machine.id };
        yield {
          record: recordOf(head, end, outcome),
          trace:
            fork.trace && trace !== undefined
              ? { schema: schemaVersion, cell: cell.id, round, trace }
              : undefined,
        };
      }
    },
    disturbances: async () => conditionsBetween(before, await readCounters()),
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

async function sourcesOf({ root, runtimes, loads }: Catalog): Promise<MeasuredSources> {
  const [commit, fingerprint] = await Promise.all([commitOf(root), fingerprintOf(root, runtimes, loads)]);
  return { ...commit, ...fingerprint };
}

function taskOf(
  { head, base }: { readonly head: Catalog; readonly base: Catalog | undefined },
  runtimes: ReadonlyMap<string, FoundRuntime>,
  plan: PlanPart,
  { cell, kind, trace }: PlannedFork,
  signal: AbortSignal | undefined,
): ForkTask {
  const { threads, profile, cases } = plan;
  const one: Case | undefined = cases.find(
    ({ example, input }) => example === cell.example && input === cell.input,
  );
  const catalog = cell.revision === "base" ? base : head;
  const found = runtimes.get(cell.runtime);
  const runtime = found && catalog && inCatalog(found, catalog);
  const [spec, own] = [head.specs[cell.example], catalog?.specs[cell.example]];
  if (
    one === undefined ||
    runtime === undefined ||
    spec === undefined ||
    own === undefined ||
    catalog === undefined
  ) {
    throw new RangeError(`The plan has no case, runtime or example for its cell ${label(cell.id)}`);
  }
  const { measureMs } = profile;
  const warmUpMs = warmUpOf(plan, one, runtime.id);
  const { slowdown } = cell;
  return {
    root: catalog.root,
    // One question has one check; what a process may do is decided by the sources that it runs.
    spec: {
      ...spec,
      ...(own.permissions === undefined ? {} : { permissions: own.permissions }),
      ...(own.module === undefined ? {} : { module: own.module }),
    },
    model: cell.model,
    needs: catalog.needs?.(cell.model),
    runtime,
    input: one.value,
    job: {
      threads: one.threads ?? threads,
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

/**
 * The plan's runtimes as installed on this machine, by their keys.
 *
 * @throws RuntimeMissing when one is not available.
 */
export async function runtimesOf(
  catalog: Catalog,
  plan: Pick<Plan, "runtimes">,
): Promise<ReadonlyMap<string, FoundRuntime>> {
  const paths = plan.runtimes.map(({ id, path }) => `${id}=${pathFrom(catalog.root, path)}`);
  const { found: atTheirPaths } = await findRuntimes(catalog, paths);
  // A search starts every known runtime to read its version, so search only if one is not at its path.
  let others: readonly FoundRuntime[] | undefined;
  const found = new Map<string, FoundRuntime>();
  for (const { key, id, version, path, title, flags, environment } of plan.runtimes) {
    const same = (one: FoundRuntime) => one.id === id && one.version === version;
    const isThere = (one: FoundRuntime) => one.path === pathFrom(catalog.root, path);
    let one = atTheirPaths.find((one) => isThere(one) && same(one));
    if (one === undefined) {
      others ??= await allRuntimes(catalog);
      one = others.find(same);
    }
    if (one === undefined) {
      throw new RuntimeMissing(
        `${title} ${version} of the plan is not there, neither at ${path} nor in the project`,
      );
    }
    found.set(key, varied(one, { key, title, flags, environment }));
  }
  return found;
}
