// Which parts of two runs were made on the same machine: only those may be compared.
import { byMachine, type MachinePart, onMachines, type Run } from "@byturns/record";

/** One machine's parts of two runs; a side without a part is left out. */
export interface MachinePair {
  /** Undefined if no two machines measured the same: then both runs are compared as they are. */
  readonly machine: string | undefined;
  readonly base?: Run;
  readonly head?: Run;
}

/**
 * Splits two runs machine by machine. Machines are matched by id, and those that neither run has by id, by the names of
 * their parts.
 */
export function pairMachines(base: Run, head: Run): readonly MachinePair[] {
  const [before, after] = [byMachine(base), byMachine(head)];
  if (before.length === 1 && after.length === 1) return [{ machine: undefined, base, head }];
  const [idsBefore, idsAfter] = [new Set(before.flatMap(idsOf)), new Set(after.flatMap(idsOf))];
  const both = after.flatMap((late) =>
    before.flatMap((early): MachinePair[] => {
      const shared = new Set(idsOf(late).filter((id) => idsOf(early).includes(id)));
      if (shared.size === 0) return [];
      // Of shards made on several machines, only those of shared machines are compared with the other run's.
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

/** The part measured on machines that the other run does not have. */
function rest(part: MachinePart, known: ReadonlySet<string>): MachinePart[] {
  const unknown = new Set(idsOf(part).filter((id) => !known.has(id)));
  return unknown.size === 0 ? [] : [{ name: part.name, run: onMachines(part.run, unknown) }];
}
