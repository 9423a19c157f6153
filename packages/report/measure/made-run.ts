// A run that nobody made, of the shape that a real one has: the plan is that of every example in every model under every
// runtime; each fork is one of the committed reference run, of the same model and runtime, under another cell's name,
// with its times moved a little. Its figures mean nothing; how much there is to read, to reckon and to draw is real.
import { appendFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  type Case,
  type Cell,
  cellId,
  createRun,
  type ForkRecord,
  readRun,
  writeTrace,
} from "@byturns/record";
import { type AnySpec, specs } from "@byturns/spec";

const reference = fileURLToPath(new URL("../../../benchmarks/reference/full", import.meta.url));

/** How much of a run is made. */
export interface Extent {
  /** Rows of the matrix beyond the examples' `bench` inputs, taken from their sweeps. */
  readonly sweptRows: number;
  /** Forks for each cell that time, and those that watch. */
  readonly forks: number;
  readonly resourceForks: number;
}

/** Writes the run into a folder that is not there yet, and says how much it holds. */
export async function makeRun(folder: string, { sweptRows, forks, resourceForks }: Extent) {
  const template = await readRun(reference);
  const { models, runtimes } = template.plan;
  const cases = [...benchCases(), ...sweptCases().slice(0, sweptRows)];
  const cells = cases.flatMap(({ example, input }) =>
    models.flatMap((model) =>
      runtimes.map(({ key }): Cell => {
        const cell = { example, input, model, runtime: key };
        return { id: cellId(cell), ...cell };
      }),
    ),
  );
  const order = cells.map((_, i) => i);
  const rounds = [
    ...Array.from({ length: forks }, () => ({ kind: "time" as const, order })),
    ...Array.from({ length: resourceForks }, () => ({ kind: "resource" as const, order })),
  ];
  const profile = { ...template.plan.profile, forks, resourceForks };
  const plan = { ...template.plan, id: "made-up", suite: "made-up", profile, cases, cells, rounds };

  const cellsOf = new Map(template.plan.cells.map((cell) => [cell.id, cell]));
  const done = Map.groupBy(
    template.forks.filter(({ outcome }) => outcome._tag === "done"),
    ({ cell, kind }) => likeness(cellsOf.get(cell), kind),
  );
  const traces = Map.groupBy(template.traces.values(), ({ cell }) => likeness(cellsOf.get(cell)));
  await using _ = await createRun(folder, plan, template.environment, async () => {
    for (const [round, { kind }] of rounds.entries()) {
      const lines = cells.map((cell, position) => {
        const alike = done.get(likeness(cell, kind)) ?? [];
        const fork = alike[(position * 7 + round) % alike.length] as ForkRecord;
        return JSON.stringify(
          moved({ ...fork, plan: plan.id, cell: cell.id, round, position }, position, round),
        );
      });
      await appendFile(`${folder}/forks.ndjson`, `${lines.join("\n")}\n`);
    }
    for (const [i, cell] of cells.entries()) {
      const alike = traces.get(likeness(cell)) ?? [];
      const one = alike[i % alike.length];
      if (one !== undefined && cases.some(({ input, sweep }) => input === cell.input && sweep === undefined))
        await writeTrace(folder, { ...one, cell: cell.id, round: 0 });
    }
  });
  return {
    examples: new Set(cases.map(({ example }) => example)).size,
    cells: cells.length,
    forks: cells.length * rounds.length,
  };
}

const likeness = (cell: Cell | undefined, kind?: string) =>
  JSON.stringify([cell?.model, cell?.runtime, kind]);

/** Cells of one case differ by up to a factor of 3, forks of one cell by 4 %. */
function moved(fork: ForkRecord, position: number, round: number): ForkRecord {
  if (fork.outcome._tag !== "done") return fork;
  const by = 1 + (position % 9) / 4 + 0.04 * Math.sin(position + round * 2.4);
  const { measurement } = fork.outcome;
  const wall = { ...measurement.wall, medianMs: 10 * by };
  return { ...fork, outcome: { ...fork.outcome, measurement: { ...measurement, wall } } };
}

function benchCases(): Case[] {
  return Object.values<AnySpec>(specs).flatMap((spec) =>
    Object.entries(spec.inputs).flatMap(([input, value]) =>
      input.startsWith("bench") ? [caseOf(spec, input, value)] : [],
    ),
  );
}

function sweptCases(): Case[] {
  return Object.values<AnySpec>(specs).flatMap((spec) =>
    Object.entries(spec.sweeps ?? {}).flatMap(([name, { parameter, unit, values, at }]) =>
      values.map((value) => ({
        ...caseOf(spec, `${name}=${value}`, at(value)),
        sweep: { name, parameter, unit, value },
      })),
    ),
  );
}

function caseOf(spec: AnySpec, input: string, value: unknown): Case {
  const { ms, why } = spec.ideal(value, 2);
  const ideal = { why, ...(ms === undefined ? {} : { ms }) };
  return { example: spec.id, input, question: spec.question, value, batch: spec.batch, ideal };
}
