// Outside figures beside those of this project: `npm run figures -w benchmarks/outside -- [--checkout effect=<folder>] …
// [--rounds 10] [--minutes 8] [--check id] [--write docs/outside.md]`.
//
// Each round runs every program and every cell once, in a newly shuffled order, one process at a time. Rounds end when
// another would not fit into the minutes. Without a checkout, the program written from its description is run.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { findRuntimes } from "@byturns/lab";
import { explainFork } from "@byturns/lab/fork/explain-fork";
import { Workbench } from "@byturns/lab/fork/workbench";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { catalog } from "./catalog.ts";
import { type Check, checks, type RuntimeId } from "./checks.ts";
import { compareOutside, drawOutside, type Measured } from "./compare.ts";
import { machineLine, outsidePage } from "./page.ts";
import { runProgram } from "./theirs.ts";

const { values } = parseArgs({
  options: {
    checkout: { type: "string", multiple: true, default: [] },
    check: { type: "string", multiple: true },
    runtime: { type: "string", multiple: true },
    rounds: { type: "string", default: "10" },
    minutes: { type: "string", default: "8" },
    seed: { type: "string", default: "1" },
    write: { type: "string" },
  },
});

const limitMs = 60_000;
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  throw new RangeError(`Cannot make ${values.rounds} rounds: rounds must be an integer >= 1`);
}
const minutes = Number(values.minutes);
if (!(minutes > 0 && minutes <= 600)) {
  throw new RangeError(`Cannot measure for ${values.minutes} minutes: minutes must be > 0 and at most 600`);
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
const isTheirOwn = ({ checkout }: Check) => checkout !== undefined && checkouts.has(checkout);
for (const { id, checkout, source } of asked) {
  if (checkout === undefined || checkouts.has(checkout)) continue;
  console.error(`${id} is run as described; --checkout ${checkout}=<folder> runs ${source} itself`);
}
const { found, missing } = await findRuntimes(catalog, values.runtime);
for (const { wanted, why } of missing) throw new RangeError(`${wanted}: ${why}`);
const cells = asked.flatMap((check) =>
  found
    .filter(({ id }) => check.runtimes.includes(id as RuntimeId))
    .map((runtime) => ({ check, runtime, theirs: [] as number[], ours: [] as number[] })),
);
const failures: string[] = [];

await using bench = new Workbench(catalog.root);
const draw = drawFrom(Number(values.seed));
const startMs = performance.now();
let longestMs = 0;
let made = 0;
while (made < rounds && performance.now() - startMs + longestMs <= minutes * 60_000) {
  const roundMs = performance.now();
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
  made += 1;
  longestMs = Math.max(longestMs, performance.now() - roundMs);
  const leftMs = Math.min(minutes * 60_000 - (performance.now() - startMs), (rounds - made) * longestMs);
  console.error(`round ${made} of ${rounds}, ${Math.max(0, Math.ceil(leftMs / 1_000))} s left at most`);
}
if (made < rounds) console.error(`${made} of ${rounds} rounds fit into ${minutes} minutes`);
const measured: Measured[] = cells.map(({ runtime, ...cell }) => ({
  ...cell,
  runtime: runtime.key,
  isTheirOwn: isTheirOwn(cell.check),
}));
const rows = compareOutside(measured);
console.log(drawOutside(rows));
if (values.write !== undefined) {
  const path = resolve(process.env.INIT_CWD ?? "", values.write);
  const command = `npm run figures -w benchmarks/outside -- --rounds ${rounds} --seed ${values.seed}`;
  writeFileSync(path, outsidePage(rows, { command, rounds: made, machine: machineLine(), date: new Date() }));
  console.error(`Wrote ${path}`);
}
for (const failure of new Set(failures)) console.error(failure);
if (failures.length > 0) process.exitCode = 1;

async function theirs({ check, runtime }: (typeof cells)[number]): Promise<number> {
  const id = runtime.id as RuntimeId;
  const folder = checkouts.get(check.checkout ?? "");
  const words = folder === undefined ? check.described(id) : check.arguments(folder, id);
  const { text, wallMs } = await runProgram([runtime.path, ...words], limitMs);
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
