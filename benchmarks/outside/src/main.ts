// Outside figures beside those of this project: `npm run figures -w benchmarks/outside -- --checkout effect=<folder> …
// [--rounds 10] [--check id]`.
//
// Each round runs every program and every cell once, in a newly shuffled order, one process at a time. A check without
// its checkout is skipped, and listed.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { findRuntimes } from "@byturns/lab";
import { explainFork } from "@byturns/lab/fork/explain-fork";
import { Workbench } from "@byturns/lab/fork/workbench";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { catalog } from "./catalog.ts";
import { type Check, checks, type RuntimeId } from "./checks.ts";
import { compareOutside, drawOutside, type Measured } from "./compare.ts";
import { runProgram } from "./theirs.ts";

const { values } = parseArgs({
  options: {
    checkout: { type: "string", multiple: true, default: [] },
    check: { type: "string", multiple: true },
    runtime: { type: "string", multiple: true },
    rounds: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
  },
});

const limitMs = 60_000;
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  throw new RangeError(`Cannot make ${values.rounds} rounds: rounds must be an integer >= 1`);
}
const checkouts = new Map(
  values.checkout.map((given) => {
    const [, name, path] = /^(\w+)=(.+)$/.exec(given) ?? [];
    if (name === undefined || path === undefined) {
      throw new RangeError(`Cannot read --checkout ${given}: write it as effect=<folder>`);
    }
    return [name, resolve(process.env.INIT_CWD ?? "", path)] as const;
  }),
);
for (const id of values.check ?? []) {
  if (checks.every((one) => one.id !== id)) {
    throw new RangeError(`There is no check "${id}"; there are ${checks.map((one) => one.id).join(", ")}`);
  }
}

const asked = checks.filter(({ id }) => values.check?.includes(id) ?? true);
const isThere = ({ checkout }: Check) => checkout === undefined || checkouts.has(checkout);
for (const { id, checkout, source } of asked.filter((one) => !isThere(one))) {
  console.error(`${id} is left out: give --checkout ${checkout}=<folder>, a checkout with ${source}`);
}
const { found, missing } = await findRuntimes(catalog, values.runtime);
for (const { wanted, why } of missing) throw new RangeError(`${wanted}: ${why}`);
const cells = asked
  .filter(isThere)
  .flatMap((check) =>
    found
      .filter(({ id }) => check.runtimes.includes(id as RuntimeId))
      .map((runtime) => ({ check, runtime, theirs: [] as number[], ours: [] as number[] })),
  );
const failures: string[] = [];

await using bench = new Workbench(catalog.root);
const draw = drawFrom(Number(values.seed));
for (let round = 0; round < rounds; round++) {
  const order = draw.shuffle(Array.from({ length: 2 * cells.length }, (_, i) => i));
  for (const i of order) {
    const cell = cells[i >> 1] as (typeof cells)[number];
    try {
      if (i % 2 === 0) cell.theirs.push(await theirs(cell));
      else cell.ours.push(await ours(cell));
    } catch (error) {
      failures.push(`${cell.check.id}, ${cell.runtime.key}: ${(error as Error).message}`);
    }
  }
  console.error(`round ${round + 1} of ${rounds}`);
}
const measured: Measured[] = cells.map(({ runtime, ...cell }) => ({ ...cell, runtime: runtime.key }));
console.log(drawOutside(compareOutside(measured)));
for (const failure of new Set(failures)) console.error(failure);
if (failures.length > 0) process.exitCode = 1;

async function theirs({ check, runtime }: (typeof cells)[number]): Promise<number> {
  const folder = check.checkout === undefined ? "" : (checkouts.get(check.checkout) ?? "");
  const { text, wallMs } = await runProgram(
    [runtime.path, ...check.arguments(folder, runtime.id as RuntimeId)],
    limitMs,
  );
  return check.read(text, wallMs);
}

async function ours({ check, runtime }: (typeof cells)[number]): Promise<number> {
  const { example, model, input, units, threads, withStart } = check.ours;
  const { outcome, measurement } = await explainFork(catalog, bench, "time", {
    ...{ example, model, runtime, value: input, threads },
    // A whole program makes one cold call, and so does the cell beside it.
    ...(withStart === true ? { warmUpMs: 0, measureMs: 0 } : { warmUpMs: 200, measureMs: 400 }),
  });
  if (outcome._tag !== "done" || measurement === undefined) throw new Error(`our cell ended ${outcome._tag}`);
  const startMs = withStart === true ? measurement.openMs : 0;
  return ((startMs + measurement.wall.medianMs) * 1_000) / units;
}
