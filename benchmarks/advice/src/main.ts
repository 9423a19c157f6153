// Holds the cost model against reality: draws workloads, predicts them from a run, measures them with `mix`, and prints
// how far off each prediction was: `npm start -- --workloads 60 --forks 1 --budget 20m`. What was measured is in the file of
// `--out`, a line a fork; the same command goes on where it ended. `--record` writes what docs/advice.md shows, and `--questions`
// takes three of the questions of docs/choosing.md in place of random workloads.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Workload } from "@byturns/advice";
import { figuresOf } from "@byturns/advice/figures-of";
import { usableCores } from "@byturns/lab";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { addLine, linesIn } from "@byturns/laboratory-benchmark/kept";
import { readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { summarize } from "@byturns/statistics";
import { drawWorkloads } from "./draw.ts";
import { type Judged, judge } from "./judge.ts";
import { mostPerSecond } from "./limit.ts";
import { Bench } from "./measure.ts";
import { calculated, forArrivals, slower, slownessOf } from "./predicted.ts";
import { questions } from "./questions.ts";
import { type ForkFailed, type ForkFigures, keyOf } from "./record.ts";
import { sharesOf, tally } from "./tally.ts";

const reference = fileURLToPath(new URL("../../reference/full", import.meta.url));
const { values } = parseArgs({
  options: {
    workloads: { type: "string", default: "60" },
    forks: { type: "string", default: "1" },
    budget: { type: "string", default: "20m" },
    seed: { type: "string", default: "1" },
    run: { type: "string", multiple: true, default: [reference] },
    out: { type: "string", default: "runs/advice.ndjson" },
    record: { type: "string" },
    questions: { type: "boolean", default: false },
  },
});
const whole = (name: "workloads" | "forks" | "seed", least: number): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`Cannot use --${name} ${values[name]}: it must be an integer from ${least} on`);
  return value;
};
const [, minutes] = /^(\d+(?:\.\d+)?)m$/.exec(values.budget) ?? [];
if (minutes === undefined)
  throw new RangeError(`Cannot use --budget ${values.budget}: write minutes, such as 10m`);
const endsAt = performance.now() + Number(minutes) * 60_000;
const [rounds, seed] = [whole("forks", 1), whole("seed", 0)];

// Of several runs, each input is taken from the first that has it.
const runs = await Promise.all(values.run.map((folder) => readRun(folder)));
const seen = new Set<string>();
const parts = runs.map((run) => {
  const cells = summarize(factsOf(run), { resamples: 100 }).cells;
  const isNew = (example: string, input: string) => !seen.has(`${example}/${input}`);
  const part = {
    cells: cells.filter(({ cell }) => isNew(cell.example, cell.input)),
    cases: run.plan.cases.filter(({ example, input }) => isNew(example, input)),
  };
  for (const { example, input } of run.plan.cases) seen.add(`${example}/${input}`);
  return part;
});
const figures = figuresOf({
  id: runs.map((run) => run.plan.id).join(" "),
  cells: parts.flatMap(({ cells }) => cells),
  cases: parts.flatMap(({ cases }) => cases),
});
const cores = Math.max(1, Math.floor(usableCores()));
const workloads = values.questions
  ? questions.map(({ workload }) => ({ ...workload, cores }))
  : drawWorkloads(whole("workloads", 1), seed, cores);
const forks = await linesIn<ForkFigures | ForkFailed>(values.out);
await measureAll();

const judged: Judged[] = [];
const calculatedOnes: Judged[] = [];
for (const workload of workloads) {
  const mine = figuresIn(forksOf(workload));
  const now = slower(figures, slownessOf(figures, mine));
  const { cells: plain, recommended = "none" } = calculated(workload, now);
  const one = judge(workload, forArrivals(workload, now, mine), recommended, mine);
  const other = judge(workload, plain, recommended, mine);
  if (one === undefined || other === undefined) continue;
  judged.push(one);
  calculatedOnes.push(other);
  print(one, slownessOf(figures, mine));
}
for (const line of tally(judged)) console.log(line);
console.log("\nAs the calculator says, for usual arrivals and without the sender:");
for (const line of tally(calculatedOnes).slice(2, 4)) console.log(line);

if (values.record !== undefined) {
  const all = workloads.flatMap((workload) => figuresIn(forksOf(workload)));
  const held = {
    run: figures.run,
    measuredOn: new Date().toISOString().slice(0, 10),
    seed,
    workloads: judged.length,
    right: judged.filter(({ isRight }) => isRight).length,
    slowness: slownessOf(figures, all),
    all: sharesOf(judged.flatMap(({ cells }) => cells)),
    calculated: sharesOf(calculatedOnes.flatMap(({ cells }) => cells)),
    cells: [
      ...Map.groupBy(
        judged.flatMap(({ cells }) => cells),
        ({ cell }) => cell,
      ),
    ].map(([cell, ones]) => ({
      cell,
      ...sharesOf(ones),
    })),
  };
  await writeFile(values.record, `${JSON.stringify(held, undefined, 2)}\n`);
}
if (values.questions) {
  for (const [i, { title }] of questions.entries()) {
    const one = judged.find(({ workload }) => keyOf(workload) === keyOf(workloads[i] as Workload));
    const answer =
      one === undefined
        ? "not measured"
        : one.isRight
          ? `${one.recommended} is the best, or not told apart from it`
          : `${one.recommended} is behind ${one.best} by ${one.behind.toFixed(2)} times`;
    console.log(`${title}: ${answer}`);
    if (one?.isRight !== true) process.exitCode = 1;
  }
}

function print({ workload, cells, recommended, best, isRight, behind }: Judged, slowness: number): void {
  const { waitMs, computeMs, ratePerSecond, deadlineMs } = workload;
  console.log(
    `\nwait ${waitMs} ms, compute ${computeMs} ms, ${ratePerSecond}/s, p99 within ${deadlineMs} ms; computing takes ${slowness.toFixed(2)} times what it took in the run`,
  );
  for (const { cell, p50Ms, p99Ms, ratePerSecond } of cells) {
    const parts = Object.entries({ p50Ms, p99Ms, ratePerSecond }).map(
      ([name, { predicted, measured, off }]) =>
        `${name} ${predicted.toPrecision(3)} for ${measured?.toPrecision(3) ?? "?"} (${off === undefined ? "?" : (off * 100).toFixed(0)} %)`,
    );
    console.log(`  ${cell}: ${parts.join(", ")}`);
  }
  console.log(
    `  recommended ${recommended}, best ${best}: ${isRight ? "right" : "wrong"}, behind by ${behind.toFixed(2)}`,
  );
}

function forksOf(workload: Workload): (ForkFigures | ForkFailed)[] {
  const key = keyOf(workload);
  return forks.filter((fork) => keyOf(fork.workload) === key);
}

function figuresIn(forks: readonly (ForkFigures | ForkFailed)[]): ForkFigures[] {
  return forks.filter((fork) => "asked" in fork);
}

/** Measures what is missing, workload by workload and round by round, as long as the budget lasts. */
async function measureAll(): Promise<void> {
  if (performance.now() >= endsAt) return;
  await using bench = await Bench.open();
  const draw = drawFrom(seed);
  for (const [i, workload] of workloads.entries()) {
    const { cells: predictions } = calculated(workload, figures);
    const startedAt = performance.now();
    let measured = 0;
    for (let round = 0; round < rounds; round++) {
      for (const cell of draw.shuffle(bench.cells)) {
        if (performance.now() >= endsAt) {
          console.log(`The budget of ${values.budget} ended in workload ${i + 1} of ${workloads.length}.`);
          return;
        }
        const before = forksOf(workload).filter((fork) => fork.cell === cell.name);
        if (before.some((fork) => fork.round === round)) continue;
        const tried = figuresIn(before).flatMap((fork) => fork.tried);
        const found = predictions.find((one) => one.cell === cell.name)?.ratePerSecond ?? 0;
        const guess = Math.min(mostPerSecond, Math.max(10, found));
        const fork = await bench.measure(workload, cell, round, tried, guess);
        await addLine(values.out, fork);
        forks.push(fork);
        measured += 1;
        if ("failed" in fork) console.error(`${cell.name}, round ${round}: ${fork.failed}`);
      }
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    if (measured > 0)
      console.error(`workload ${i + 1} of ${workloads.length}: ${measured} forks in ${seconds.toFixed(1)} s`);
  }
}
