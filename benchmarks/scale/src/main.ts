// The targets of the scale examples, beside the measured figures: `npm run figures -w benchmarks/scale -- <folder> …`.
//
// The folders are runs of the suites `scale`, `cores` and `memory` (`byturns bench`), and of the questions `skynet` and
// `sleepers` among the peers; each line is read from whichever has it.
import { resolve } from "node:path";
import { readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import {
  type CellSummary,
  equivalenceBand,
  type Interval,
  ratioOfMedians,
  type ScalingSummary,
  type Summary,
  speedUpsOf,
  summarize,
} from "@byturns/statistics";

const megabyte = 1e6;
const atLeast = { grain: 1.9, nqueens: 1.9, matmul: 1.8 } as Readonly<Record<string, number>>;

/**
 * Other shapes of the same program; those in which no two tasks are alive at the same time, and the levers, are other
 * programs.
 */
const shapes = {
  promises: ["promise-all", "promises-in-order", "promises-countdown", "promises-giving-way"],
  fibers: ["fibers-detached", "fibers-fork-join", "fibers-in-turn"],
};

/** Not slower: a ratio within the band counts as no difference. */
const noSlower = equivalenceBand;

const folders = process.argv.slice(2);
if (folders.length === 0) throw new RangeError("Name at least one folder of a run");

for (const folder of folders) {
  // npm runs this in the package's folder, and provides the caller's folder.
  const run = await readRun(resolve(process.env.INIT_CWD ?? "", folder));
  const summary = summarize(factsOf(run));
  const { cells, scalings } = summary;
  const minutes = run.forks.reduce((sum, { wallMs }) => sum + wallMs, 0) / 60_000;
  const { suite, profile } = run.plan;
  say(`${suite}, profile ${profile.name}`, "", `${minutes.toFixed(1)} min in ${run.forks.length} forks`);
  for (const one of speedUpsOf(cells).filter(({ threads }) => threads === 2)) {
    const least = atLeast[one.example] ?? 1;
    const where = `${one.example}, two threads, ${one.runtime}`;
    say(where, `>= ${least} ×`, shown(one.times, "×"), one.times.estimate >= least);
  }
  sayBreakEven(summary);
  for (const one of cells.filter(isMillionLeaves)) {
    const peak = one.figures.peakRssBytes;
    if (peak === undefined) continue;
    const where = `skynet, a million leaves, ${one.cell.model}, ${one.cell.runtime}`;
    const isOurs = ["promises", "fibers"].includes(one.cell.model);
    say(
      where,
      isOurs ? "<= 256 MB" : "",
      megabytes(peak.median),
      isOurs ? peak.median <= 256 * megabyte : undefined,
    );
  }
  sayBest(cells.filter(isMillionLeaves));
  saySleepers(scalings.filter(({ example, metric }) => example === "sleepers" && metric === "peakRssBytes"));
  const cut = cells.filter(({ outcomes }) => outcomes.some(({ outcome }) => endsAtLimit(outcome)));
  for (const { cell, outcomes } of cut) {
    say(cell.id, "", `cut off: ${outcomes.find(({ outcome }) => endsAtLimit(outcome))?.reasons[0]?.reason}`);
  }
}

/** The task size from which threads are faster than promises; one unit of computing is about a microsecond. */
function sayBreakEven({ cells, crossovers }: Summary): void {
  const swept = cells.filter(({ cell }) => cell.example === "grain" && cell.sweep?.name === "units");
  for (const [runtime, here] of Map.groupBy(swept, ({ cell }) => cell.runtime)) {
    const where = `grain, break-even, threads against promises, ${runtime}`;
    const found = crossovers.find(
      ({ example, sweep, metric, ...one }) =>
        example === "grain" && sweep === "units" && metric === "wallMs" && one.runtime === runtime,
    );
    if (found?.winsAbove === "threads") {
      say(where, "<= 50 µs", shown(found.at, "µs"), found.at.estimate <= 50);
      continue;
    }
    const least = Math.min(...here.map(({ cell }) => cell.sweep?.value ?? Number.NaN));
    const smallest = here.filter(({ cell }) => cell.sweep?.value === least);
    const timeOf = (model: string) =>
      smallest.find(({ cell }) => cell.model === model && cell.duplicateOf === undefined)?.figures.wallMs
        ?.median ?? Number.NaN;
    const [threads, promises] = [timeOf("threads"), timeOf("promises")];
    // One of them was not measured, or has no figure to compare.
    if (Number.isNaN(promises / threads)) continue;
    const factor = `${(promises / threads).toFixed(2)} ×`;
    if (threads < promises) say(where, "<= 50 µs", `below ${least} µs: ${factor} there`, least <= 50);
    else say(where, "<= 50 µs", `not one crossover; ${factor} at ${least} µs`, false);
  }
}

/** Our example against the fastest shape of the same model, in each runtime. */
function sayBest(leaves: readonly CellSummary[]): void {
  for (const [runtime, here] of Map.groupBy(leaves, ({ cell }) => cell.runtime)) {
    for (const [model, names] of Object.entries(shapes)) {
      const timesOf = (one: CellSummary) => (one.figures.wallMs?.values ?? []).map(({ value }) => value);
      const measured = here.filter(
        ({ cell, notCompared, figures }) =>
          cell.duplicateOf === undefined && notCompared === undefined && figures.wallMs !== undefined,
      );
      const ours = measured.find(({ cell }) => cell.model === model);
      const others = measured.filter(({ cell }) => names.includes(cell.model));
      const best = others.toSorted(
        (a, b) => (a.figures.wallMs?.median ?? 0) - (b.figures.wallMs?.median ?? 0),
      )[0];
      if (ours === undefined || best === undefined) continue;
      const ratio = ratioOfMedians(timesOf(ours), timesOf(best));
      say(
        `skynet, ${model} against ${best.cell.model}, the quickest shape, ${runtime}`,
        `<= ${noSlower} ×`,
        shown(ratio, "×"),
        ratio.estimate <= noSlower,
      );
    }
  }
}

/** The memory of one more sleeper, from sizes up to a million: the process's own base is in no figure. */
function saySleepers(slopes: readonly ScalingSummary[]): void {
  for (const { model, runtime, perUnit, points } of slopes) {
    const { low, high } = perUnit;
    const ends =
      low === undefined ? "too few forks for an interval" : `${Math.round(low)} to ${Math.round(high)}`;
    const bytes = `${Math.round(perUnit.estimate)} B a sleeper (${ends})`;
    const where = `sleepers, up to ${points.at(-1)?.value.toLocaleString("en-US")}, ${model}, ${runtime}`;
    const plain = slopes.find((one) => one.model === "promise-all" && one.runtime === runtime)?.perUnit;
    if (plain === undefined || model !== "promises") say(where, "", bytes);
    else {
      const ratio = perUnit.estimate / plain.estimate;
      say(where, "<= 1.5 × the plain promise's", `${bytes}, ${ratio.toFixed(2)} ×`, ratio <= 1.5);
    }
  }
}

function isMillionLeaves({ cell }: CellSummary): boolean {
  return cell.example === "skynet" && ["million", "leaves=1000000"].includes(cell.input);
}

function endsAtLimit(outcome: string): boolean {
  return outcome === "timedOut" || outcome === "outOfMemory";
}

function shown({ estimate, low, high }: Interval, unit: string): string {
  return `${estimate.toFixed(2)} ${unit} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / megabyte)} MB`;
}

function say(what: string, asked: string, measured: string, reached?: boolean): void {
  const mark = reached === undefined ? "" : reached ? "reached" : "short of it";
  console.log([what.padEnd(78), asked.padEnd(30), measured.padEnd(34), mark].join(" ").trimEnd());
}
