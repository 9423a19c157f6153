// Parts a run by machine: what was measured on one of them may be compared, and nothing across.
import { isMachineName, type Machine } from "./environment.ts";
import { forkKey } from "./fork.ts";
import { mostForks } from "./merge.ts";
import type { Plan } from "./plan.ts";
import type { Run } from "./run.ts";
import { movedSequence } from "./sequence.ts";

/** What one machine has of a run; or several, each of which has cases of its own. */
export interface MachinePart {
  /** Tells the parts of a run apart, and can name a folder. */
  readonly name: string;
  readonly run: Run;
}

/**
 * Parts a run so that within a part no case, and no sweep, was measured on two machines.
 *
 * Shards have cases of their own, so they stay together on however many machines they were made.
 *
 * @returns one part, the run as it is, where all of it may stand in one table.
 * @example
 * ```ts
 * for (const { name, run } of byMachine(await readRun("runs/whole"))) summarise(factsOf(run));
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
 * Of a run, what some of its machines measured and were to measure; the run as it is where these are all of them.
 *
 * @param ids of machines; those that the run does not know are passed over.
 */
export function onMachines(run: Run, ids: ReadonlySet<string>): Run {
  const machines = run.environment.machines.filter(({ id }) => ids.has(id));
  const isWhole =
    machines.length === run.environment.machines.length && run.forks.every(({ machine }) => ids.has(machine));
  return isWhole ? run : partOf(run, ids, machines);
}

/** Ids of machines: each joins the first group that has measured nothing of what it has. */
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

/** What is compared as a whole, by cell: a case, or all that lie along one sweep. */
function keysOf({ cases, cells }: Plan): ReadonlyMap<string, string> {
  const sweeps = new Map(cases.map(({ example, input, sweep }) => [`${example}/${input}`, sweep?.name]));
  return new Map(
    cells.map(({ id, example, input }) => {
      const sweep = sweeps.get(`${example}/${input}`);
      return [id, sweep === undefined ? `${example}/${input}` : `${example}/along ${sweep}`];
    }),
  );
}

/** A fleet's name of a machine; without one what kind it is; and its id where neither tells it from the others. */
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
    // What is missing is missing where the rest of its round was made, or the round before it.
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
    // One that does not say whose it is may be another's.
    traces: new Map([...run.traces].filter(([, { machine }]) => machine !== undefined && ids.has(machine))),
    missing: own.reduce((sum, { order }) => sum + order.length, 0) - forks.length,
  };
}
