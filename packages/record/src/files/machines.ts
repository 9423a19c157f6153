// Splits a run by machine: figures of one machine may be compared, figures across machines may not.
import { isMachineName, type Machine } from "../environment.ts";
import { forkKey } from "../fork.ts";
import type { Plan } from "../plan.ts";
import type { Run } from "../run.ts";
import { movedSequence } from "../sequence.ts";
import { mostForks } from "./merge.ts";

/** One machine's part of a run; or that of several machines, each with cases of its own. */
export interface MachinePart {
  /** Identifies a part of the run; valid as a folder name. */
  readonly name: string;
  readonly run: Run;
}

/**
 * Splits a run so that within a part no case, and no sweep, was measured on two machines.
 *
 * Shards have cases of their own, so they stay together however many machines they were made on.
 *
 * @returns a single part, the unchanged run, if all of it may stand in one table.
 * @example
 * ```ts
 * for (const { name, run } of byMachine(await readRun("runs/whole"))) summarize(factsOf(run));
 * ```
 */
export function byMachine(run: Run): readonly MachinePart[] {
  const groups = groupsOf(run);
  const machines = groups.map((ids) => run.environment.machines.filter(({ id }) => ids.includes(id)));
  const names = namesOf(groups, machines);
  if (groups.length < 2) return [{ name: names[0] ?? "", run }];
  return groups.map((ids, i) => ({ name: names[i] as string, run: onMachines(run, new Set(ids)) }));
}

/**
 * The part of a run that the given machines measured or were to measure; the unchanged run if they are all of its
 * machines.
 *
 * @param ids of machines; unknown ones are ignored.
 */
export function onMachines(run: Run, ids: ReadonlySet<string>): Run {
  const machines = run.environment.machines.filter(({ id }) => ids.has(id));
  const isWhole =
    machines.length === run.environment.machines.length && run.forks.every(({ machine }) => ids.has(machine));
  return isWhole ? run : partOf(run, ids, machines);
}

/** Ids of machines: each joins the first group that has measured none of its cases. */
function groupsOf({ plan, forks, environment }: Run): readonly (readonly string[])[] {
  const keys = keysOf(plan);
  const measured = new Map(environment.machines.map(({ id }) => [id, new Set<string>()]));
  for (const { machine, cell } of forks) {
    const mine = measured.get(machine) ?? new Set();
    measured.set(machine, mine.add(keys.get(cell) ?? ""));
  }
  const groups: { readonly ids: string[]; readonly keys: Set<string> }[] = [];
  for (const [id, mine] of measured) {
    const group = groups.find(({ keys }) => ![...mine].some((key) => keys.has(key)));
    if (group === undefined) groups.push({ ids: [id], keys: mine });
    else {
      group.ids.push(id);
      for (const key of mine) group.keys.add(key);
    }
  }
  return groups.map(({ ids }) => ids);
}

/** The unit of comparison, by cell: a case, or everything along one sweep. */
function keysOf({ cases, cells }: Plan): ReadonlyMap<string, string> {
  const sweeps = new Map(cases.map(({ example, input, sweep }) => [`${example}/${input}`, sweep?.name]));
  return new Map(
    cells.map(({ id, example, input }) => {
      const sweep = sweeps.get(`${example}/${input}`);
      return [id, sweep === undefined ? `${example}/${input}` : `${example}/along ${sweep}`];
    }),
  );
}

/** A machine's name in the fleet, or else its kind; with its id if neither is unique. */
function namesOf(
  groups: readonly (readonly string[])[],
  machines: readonly (readonly Machine[])[],
): readonly string[] {
  const wanted = machines.map((group) => {
    const kinds = new Set(group.map(({ platform, arch, name }) => name ?? `${platform}-${arch}`));
    return kinds.size === 1 ? ([...kinds][0] as string) : "";
  });
  return wanted.map((name, i) => {
    const isTaken = wanted.some((other, j) => i !== j && other.toLowerCase() === name.toLowerCase());
    if (!isTaken && isMachineName(name)) return name;
    const id = groups[i]?.[0] ?? "";
    return isMachineName(id) ? id : `part-${i + 1}`;
  });
}

function partOf(run: Run, ids: ReadonlySet<string>, machines: readonly Machine[]): Run {
  const { plan, environment } = run;
  const forks = run.forks.filter(({ machine }) => ids.has(machine));
  const makers = new Map(run.forks.map((fork) => [forkKey(fork), fork.machine]));
  let around: readonly string[] = [...ids];
  const rounds = plan.rounds.map(({ kind, order }, round) => {
    const by = order.map((i) => makers.get(forkKey({ round, cell: plan.cells[i]?.id ?? "" })));
    const there = by.filter((id) => id !== undefined);
    // A missing fork belongs to the machine that made the rest of its round, or of the round before.
    if (there.length > 0) around = there;
    const isOurs = around.some((id) => ids.has(id));
    return { kind, order: order.filter((_, at) => (by[at] === undefined ? isOurs : ids.has(by[at]))) };
  });
  const keys = keysOf(plan);
  const keyAt = (i: number) => keys.get(plan.cells[i]?.id ?? "");
  const ours = new Set(rounds.flatMap(({ order }) => order.map(keyAt)));
  const anybodys = new Set(plan.rounds.flatMap(({ order }) => order.map(keyAt)));
  const kept = plan.cells.flatMap((_, i) => (ours.has(keyAt(i)) || !anybodys.has(keyAt(i)) ? [i] : []));
  const places = new Map(kept.map((i, place) => [i, place]));
  const cells = kept.flatMap((i) => plan.cells[i] ?? []);
  const own = rounds.map(({ kind, order }) => ({ kind, order: order.map((i) => places.get(i) as number) }));
  return {
    ...run,
    plan: {
      ...plan,
      profile: {
        ...plan.profile,
        forks: mostForks(own, "time"),
        resourceForks: mostForks(own, "resource"),
      },
      cases: plan.cases.filter((one) =>
        cells.some(({ example, input }) => example === one.example && input === one.input),
      ),
      cells,
      rounds: own,
      ...(plan.sequence === undefined
        ? {}
        : { sequence: movedSequence(plan.sequence, (i) => places.get(i)) }),
    },
    environment: { ...environment, machines },
    forks,
    // A trace without a machine's id may be another machine's.
    traces: new Map([...run.traces].filter(([, { machine }]) => machine !== undefined && ids.has(machine))),
    missing: own.reduce((sum, { order }) => sum + order.length, 0) - forks.length,
  };
}
