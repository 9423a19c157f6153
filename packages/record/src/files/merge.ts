// Merges runs: shards of one plan, or the same question measured on several machines.
import { createHash } from "node:crypto";
import { appendFile } from "node:fs/promises";
import { whySourcesDiffer } from "../differing-sources.ts";
import { type Environment, type Machine, worst } from "../environment.ts";
import { RunsDiffer } from "../errors.ts";
import { type ForkRecord, forkKey } from "../fork.ts";
import type { Case, Cell, Plan, Round } from "../plan.ts";
import type { Run, Skipped } from "../run.ts";
import { joinedSequence, movedSequence } from "../sequence.ts";
import { createRun, files, toLine, writeTrace } from "./folder.ts";
import { lost } from "./lost.ts";
import { readRun } from "./read.ts";
import type { CellTrace } from "./trace.ts";

/** The result of merging runs. */
export interface Merged {
  readonly plan: Plan;
  readonly forks: number;
  /** Forks that were in several folders, and were taken once. */
  readonly duplicates: number;
  /** Lines and files that could not be used, by folder. */
  readonly skipped: readonly (Skipped & { readonly folder: string })[];
}

/**
 * Merges runs into a new folder. Rounds of separately made runs stay separate, because only interleaved forks may be
 * compared; folders of the same run are united.
 *
 * @throws RunUnreadable when a folder does not hold a run.
 * @throws RunsDiffer when the runs were measured differently, from different sources or with different inputs, or when
 * two folders of one run hold the same fork with different results.
 * @throws RecordLost when `into` cannot be written or holds a run already.
 * @example
 * ```ts
 * const { forks } = await mergeRuns(["runs/shard-1", "runs/shard-2"], "runs/whole");
 * ```
 */
export async function mergeRuns(folders: readonly string[], into: string): Promise<Merged> {
  if (folders.length === 0) throw new RangeError("Cannot merge 0 runs: name at least one folder");
  const runs = await Promise.all(folders.map(readRun));
  const [first] = runs as [Run];
  // Every pair: two runs may disagree on something that the first one lacks.
  for (const [i, run] of runs.entries()) for (const before of runs.slice(0, i)) mustAgree(before, run);

  const parts = [...Map.groupBy(runs, originOf).values()].map(unite);
  const cells: Cell[] = [];
  const places = new Map<string, number>();
  for (const cell of parts.flatMap(({ plan }) => plan.cells)) {
    if (places.has(cell.id)) continue;
    places.set(cell.id, cells.length);
    cells.push(cell);
  }
  const rounds: Round[] = [];
  const forks: ForkRecord[] = [];
  const id = createHash("sha256")
    .update(
      parts
        .map(({ origin }) => origin)
        .sort()
        .join(),
    )
    .digest("hex")
    .slice(0, 12);
  for (const part of parts) {
    const before = rounds.length;
    for (const { kind, order } of part.plan.rounds) {
      rounds.push({ kind, order: order.map((i) => places.get(part.plan.cells[i]?.id ?? "") as number) });
    }
    for (const fork of part.forks) forks.push({ ...fork, plan: id, round: fork.round + before });
  }
  const sequence = joinedSequence(
    parts.map(
      ({ plan }) => plan.sequence && movedSequence(plan.sequence, (i) => places.get(plan.cells[i]?.id ?? "")),
    ),
  );
  const { shard: _, budget: __, sequence: ___, against, ...base } = first.plan;
  // Shards have cases of their own, and leave out other cells.
  const leftOut = uniqueBy(
    runs.flatMap(({ plan }) => plan.against?.leftOut ?? []),
    ({ what, why }) => `${what}\n${why}`,
  );
  const plan: Plan = {
    ...base,
    id,
    madeAt: runs
      .map(({ plan }) => plan.madeAt)
      .sort()
      .at(-1) as string,
    profile: {
      ...base.profile,
      forks: mostForks(rounds, "time"),
      resourceForks: mostForks(rounds, "resource"),
    },
    models: [...new Set(runs.flatMap(({ plan }) => plan.models))],
    runtimes: uniqueBy(
      runs.flatMap(({ plan }) => plan.runtimes),
      ({ key }) => key,
    ),
    cases: uniqueBy(
      runs.flatMap(({ plan }) => plan.cases),
      caseKey,
    ),
    cells,
    rounds,
    ...(sequence === undefined ? {} : { sequence }),
    ...(against === undefined ? {} : { against: { ...against, leftOut } }),
  };
  const environments = runs.map(({ environment }) => environment);
  const environment: Environment = {
    ...(environments.find(({ commit }) => commit !== undefined) ?? first.environment),
    ...(environments.some(({ dirty }) => dirty === true) ? { dirty: true } : {}),
    machines: machinesOf(environments),
  };
  await using _lock = await createRun(into, plan, environment, async () => {
    await appendFile(files(into).forks, forks.map(toLine).join(""), { flush: true }).catch((error) => {
      throw lost(files(into).forks, error);
    });
    const traces = uniqueBy(
      runs.flatMap((run) =>
        Array.from(run.traces.values(), (trace) => ({ ...trace, ...madeOn(run, trace) })),
      ),
      ({ cell }) => cell,
    );
    for (const trace of traces) await writeTrace(into, trace);
  });
  return {
    plan,
    forks: forks.length,
    duplicates: runs.reduce((sum, run) => sum + run.forks.length, 0) - forks.length,
    skipped: runs.flatMap(({ folder, skipped }) => skipped.map((one) => ({ ...one, folder }))),
  };
}

/** Every machine once. A disturbance in one of its parts is kept, whatever the other parts report. */
function machinesOf(environments: readonly Environment[]): Machine[] {
  const machines = Map.groupBy(
    environments.flatMap((environment) => environment.machines),
    ({ id }) => id,
  );
  return Array.from(machines.values(), (parts) => ({
    ...(parts[0] as Machine),
    conditions: worst(parts.flatMap(({ conditions }) => conditions)),
  }));
}

/** The machine a trace was made on, as recorded by its fork. */
function madeOn({ forks }: Run, { cell, round, machine }: CellTrace): Pick<CellTrace, "machine"> {
  const at = machine ?? forks.find((fork) => fork.cell === cell && fork.round === round)?.machine;
  return at === undefined ? {} : { machine: at };
}

interface Part {
  readonly origin: string;
  readonly plan: Plan;
  readonly forks: readonly ForkRecord[];
}

/** Folders of the same origin hold the same planned forks. */
function originOf({ plan }: Run): string {
  return `${plan.id} ${plan.madeAt} ${plan.shard?.index ?? 0}/${plan.shard?.of ?? 0}`;
}

/** One run from the folders that hold parts of it. */
function unite(runs: readonly Run[]): Part {
  const [first] = runs as readonly [Run, ...Run[]];
  const seen = new Map<string, { readonly fork: ForkRecord; readonly folder: string }>();
  for (const { forks, folder } of runs) {
    for (const fork of forks) {
      const before = seen.get(forkKey(fork));
      if (before === undefined) seen.set(forkKey(fork), { fork, folder });
      else if (JSON.stringify(before.fork) !== JSON.stringify(fork)) {
        throw new RunsDiffer(
          `${before.folder} and ${folder} are the same run, yet hold different results of ${fork.cell} in round ${fork.round}: ` +
            "one is a copy that was resumed by itself; merge only one of them",
        );
      }
    }
  }
  // If a look added rounds, or a budget fixed them, in one folder only, that folder has all of them.
  const mostRounds = Math.max(...runs.map(({ plan }) => plan.rounds.length));
  const { plan } =
    runs.find(({ plan }) => plan.sequence !== undefined && plan.rounds.length === mostRounds) ??
    runs.find(({ plan }) => plan.budget?.fixed) ??
    first;
  return { origin: originOf(first), plan, forks: Array.from(seen.values(), ({ fork }) => fork) };
}

/** Throws if two runs cannot stand in one table. */
function mustAgree(a: Run, b: Run): void {
  const differ = (what: string, ofA: unknown, ofB: unknown) => {
    const [textA, textB] = [JSON.stringify(ofA), JSON.stringify(ofB)];
    if (textA === textB) return;
    throw new RunsDiffer(
      `Cannot merge ${a.folder} and ${b.folder}: they differ in ${what}, ${textA} against ${textB}`,
    );
  };
  differ("the warm-up in milliseconds", a.plan.profile.warmUpMs, b.plan.profile.warmUpMs);
  differ("the measuring time in milliseconds", a.plan.profile.measureMs, b.plan.profile.measureMs);
  // What each shard's budget left of its looks is no difference between their questions.
  const isCut = [a, b].some(
    ({ plan: { budget, sequence } }) => budget?.fixed === true && sequence?.looks.length === 1,
  );
  const looksOf = ({ plan: { sequence } }: Run) =>
    sequence && [...(isCut ? [] : [sequence.looks]), sequence.band, sequence.stopsAtClose];
  differ("the looks at their comparisons", looksOf(a) ?? null, looksOf(b) ?? null);
  differ("the number of threads", a.plan.threads, b.plan.threads);
  if (a.environment.commit !== undefined && b.environment.commit !== undefined) {
    differ("the commit of the sources", a.environment.commit, b.environment.commit);
  }
  for (const one of b.plan.runtimes) {
    const same = a.plan.runtimes.find(({ key }) => key === one.key);
    const startOf = ({ id, version, flags = [], environment = {} }: typeof one) => [
      id,
      version,
      flags,
      environment,
    ];
    if (same !== undefined) differ(`the runtime ${one.key}`, startOf(same), startOf(one));
  }
  const baseOf = ({ plan: { against } }: Run) => against && [against.name, against.commit ?? null];
  differ("what they are compared with", baseOf(a) ?? null, baseOf(b) ?? null);
  for (const [ofA, ofB] of [
    [a.environment, b.environment],
    [a.environment.base ?? {}, b.environment.base ?? {}],
  ] as const) {
    const why = whySourcesDiffer(ofA, ofB);
    if (why === undefined) continue;
    throw new RunsDiffer(
      `Cannot merge ${a.folder} and ${b.folder}: ${why}: measure both from the same sources`,
    );
  }
  const ofA = new Map(a.plan.cases.map((one) => [caseKey(one), one]));
  for (const one of b.plan.cases) {
    const same = ofA.get(caseKey(one));
    if (same !== undefined)
      differ(`the input of ${caseKey(one)}`, [same.value, same.batch], [one.value, one.batch]);
  }
}

const caseKey = ({ example, input }: Case) => `${example}/${input}`;

/** The maximum number of rounds of a kind that any cell takes part in. */
export function mostForks(rounds: readonly Round[], kind: Round["kind"]): number {
  const counts = new Map<number, number>();
  for (const round of rounds) {
    if (round.kind === kind) for (const i of round.order) counts.set(i, (counts.get(i) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

function uniqueBy<A>(values: readonly A[], key: (value: A) => string): A[] {
  return [...new Map(values.toReversed().map((value) => [key(value), value])).values()].toReversed();
}
