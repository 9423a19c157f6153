// Which parts of two runs were made on the same machine: those may be compared, and nothing across.
import { byMachine, type MachinePart, onMachines, type Run } from "@byturns/record";

/** What one machine has of two runs; a side is left out where it has none of it. */
export interface MachinePair {
  /** undefined where no machine measured what another did: then both runs are compared as they are. */
  readonly machine: string | undefined;
  readonly base?: Run;
  readonly head?: Run;
}

/**
 * Parts two runs machine by machine. Machines are the same by their ids; those that neither run knows by id, by the
 * names that their parts have.
 */
export function pairMachines(base: Run, head: Run): readonly MachinePair[] {
  const [before, after] = [byMachine(base), byMachine(head)];
  if (before.length === 1 && after.length === 1) return [{ machine: undefined, base, head }];
  const [idsBefore, idsAfter] = [new Set(before.flatMap(idsOf)), new Set(after.flatMap(idsOf))];
  const both = after.flatMap((late) =>
    before.flatMap((early): MachinePair[] => {
      const shared = new Set(idsOf(late).filter((id) => idsOf(early).includes(id)));
      if (shared.size === 0) return [];
      // Of shards that were made on several machines, only the shared ones' stand beside the other run's.
      const { name } = shared.size === idsOf(late).length ? late : early;
      return [{ machine: name, base: onMachines(early.run, shared), head: onMachines(late.run, shared) }];
    }),
  );
  const gone = before.flatMap((part) => rest(part, idsAfter));
  const added = after.flatMap((part) => rest(part, idsBefore));
  const alike = (one: MachinePart) => (other: MachinePart) => other.name === one.name;
  return [
    ...both,
    ...added.map((late): MachinePair => {
      const early = gone.find(alike(late));
      return { machine: late.name, head: late.run, ...(early === undefined ? {} : { base: early.run }) };
    }),
    ...gone
      .filter((early) => !added.some(alike(early)))
      .map((early): MachinePair => ({ machine: early.name, base: early.run })),
  ];
}

function idsOf({ run }: MachinePart): string[] {
  const makers = run.forks.map(({ machine }) => machine);
  return [...new Set([...run.environment.machines.map(({ id }) => id), ...makers])];
}

/** What a part has from machines that the other run does not know. */
function rest(part: MachinePart, known: ReadonlySet<string>): MachinePart[] {
  const unknown = new Set(idsOf(part).filter((id) => !known.has(id)));
  return unknown.size === 0 ? [] : [{ name: part.name, run: onMachines(part.run, unknown) }];
}
