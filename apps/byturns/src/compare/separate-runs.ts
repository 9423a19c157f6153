// What a reader must know of two runs that were made one after the other.
import { isDeepStrictEqual } from "node:util";
import type { Run } from "@byturns/record";
import { Usage } from "../text/errors.ts";
import type { MachinePair } from "./machine-pairs.ts";

/** @throws Usage when two runs were measured differently. */
export function mustBeComparable(base: Run, head: Run): void {
  const differ = (what: string, one: unknown, other: unknown) => {
    if (isDeepStrictEqual(one, other)) return;
    throw new Usage(
      `Cannot compare ${base.folder} and ${head.folder}: they differ in ${what}, ${JSON.stringify(one)} against ${JSON.stringify(other)}`,
    );
  };
  differ("the warm-up in milliseconds", base.plan.profile.warmUpMs, head.plan.profile.warmUpMs);
  differ("the measuring time in milliseconds", base.plan.profile.measureMs, head.plan.profile.measureMs);
  differ("the number of threads", base.plan.threads, head.plan.threads);
  for (const one of base.plan.cases) {
    const other = head.plan.cases.find(
      ({ example, input }) => example === one.example && input === one.input,
    );
    if (other !== undefined)
      differ(`the input ${one.input} of ${one.example}`, [one.value, one.batch], [other.value, other.batch]);
  }
}

/** Warnings about where the runs were made. */
export function warningsOf(machines: readonly MachinePair[]): string[] {
  const differing = machines.some(
    ({ base, head }) => base !== undefined && head !== undefined && areByOthers(base, head),
  );
  const alone = machines.flatMap(({ machine, base, head }) =>
    machine !== undefined && (base === undefined || head === undefined) ? [machine] : [],
  );
  return [
    ...(differing ? ["The runs were made on different machines: what differs may be theirs."] : []),
    ...alone.map((machine) => `${machine} has a part in one of the runs only: nothing there is compared.`),
  ];
}

/** Whether anything that both runs measured was measured on different machines. */
function areByOthers(base: Run, head: Run): boolean {
  const after = makersOf(head);
  return [...makersOf(base)].some(([one, makers]) => {
    const others = after.get(one);
    return others !== undefined && !isDeepStrictEqual(makers, others);
  });
}

/** The machines that measured each input of an example: shards have separate inputs, each on its machine. */
function makersOf({ plan, forks }: Run): Map<string, Set<string>> {
  const cells = new Map(plan.cells.map(({ id, example, input }) => [id, `${example}/${input}`]));
  const makers = new Map<string, Set<string>>();
  for (const { cell, machine } of forks) {
    const key = cells.get(cell) ?? cell;
    makers.set(key, (makers.get(key) ?? new Set()).add(machine));
  }
  return makers;
}

/** Warnings about two runs as a whole. */
export function warningsOfRuns(base: Run, head: Run): string[] {
  const { commit, dirty } = base.environment;
  const against = commit !== undefined && dirty !== true ? commit.slice(0, 12) : "<git revision or folder>";
  const bad = [base, head].flatMap(({ folder, environment }) =>
    environment.machines.flatMap(({ conditions }) =>
      conditions.filter(({ weight }) => weight === "bad").map(({ what }) => `${folder}: ${what}.`),
    ),
  );
  return [
    `The runs were not interleaved. Only what exceeds all that their A/A pairs leave to the machine counts as a change; to compare in one run: byturns bench --against ${against}`,
    ...bad,
    ...[base, head].flatMap(({ folder, missing }) =>
      missing > 0 ? [`${folder}: ${missing} forks of its plan are missing.`] : [],
    ),
  ];
}
