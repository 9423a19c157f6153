// How often a rule takes one mode for two, and how often it finds two: `npm run modes -w benchmarks/statistics`, or `node
// src/modes.ts [trials] [runs]`. First candidates on cells of a quiet machine; then the adopted rule in whole runs on
// simulated machines, where other cells tell what the machine did.
import { type CellSummary, median, summarize } from "@byturns/statistics";
import { sigClustP } from "@byturns/statistics/modes/sig-clust";
import { twoMeans } from "@byturns/statistics/modes/two-means";
import { isOneChange, leastRatio, separation, splitOf } from "@byturns/statistics/modes/two-modes";
import { randomStream } from "@byturns/statistics/tests/resampling";
import { dipP } from "./dip.ts";
import { type Machine, machines, simulateRun } from "./machines.ts";
import { oneMode, type Shape, twoModes } from "./shapes.ts";

const trials = Number(process.argv[2] ?? 1_000);
const runs = Number(process.argv[3] ?? 20);
const forkCounts = [6, 8, 10, 15, 30, 45];

/** What candidates judge a sample by. */
interface Seen {
  /** At least 2 forks in each group, and their medians a factor of 1.25 apart. */
  readonly isWorthTwo: boolean;
  readonly sigClust: number;
  readonly dip: number;
  readonly isOneChange: boolean;
  /** Ashman's D. */
  readonly separation: number;
  /** Of the smaller group. */
  readonly share: number;
  readonly isAdopted: boolean;
}

type Rule = (seen: Seen) => boolean;

const both =
  (...conditions: readonly Rule[]): Rule =>
  (seen) =>
    conditions.every((holds) => holds(seen));
const takeTurns: Rule = ({ isOneChange }) => !isOneChange;
const dip =
  (level: number): Rule =>
  ({ dip }) =>
    dip <= level;
const sigClust =
  (level: number): Rule =>
  ({ sigClust }) =>
    sigClust <= level;
const apart =
  (least: number): Rule =>
  ({ separation }) =>
    separation >= least;
const tenth: Rule = ({ share }) => share >= 0.1;

const rules: Readonly<Record<string, Rule>> = {
  "dip, p ≤ 5 %": dip(0.05),
  "SigClust, p ≤ 1 %": sigClust(0.01),
  "dip, p ≤ 5 %, taking turns": both(dip(0.05), takeTurns),
  "dip, p ≤ 1 %, taking turns": both(dip(0.01), takeTurns),
  "SigClust, p ≤ 1 %, taking turns": both(sigClust(0.01), takeTurns),
  "SigClust, p ≤ 0.1 %, taking turns": both(sigClust(0.001), takeTurns),
  "the same, D ≥ 4": both(sigClust(0.001), takeTurns, apart(4)),
  "the same, D ≥ 6": both(sigClust(0.001), takeTurns, apart(6)),
  "D ≥ 8, a tenth in each": both(sigClust(0.001), takeTurns, apart(8), tenth),
  "D ≥ 6, a tenth in each: adopted": ({ isAdopted }) => isAdopted,
};

function look(logs: readonly number[]): Seen {
  const sorted = logs.toSorted((one, other) => one - other);
  const { lower, clusterIndex } = twoMeans(sorted);
  const [below, above] = [sorted.slice(0, lower), sorted.slice(lower)];
  const least = above[0] as number;
  const fewest = Math.min(below.length, above.length);
  return {
    isWorthTwo: fewest >= 2 && median(above) - median(below) >= Math.log(leastRatio),
    sigClust: sigClustP(clusterIndex, logs.length),
    dip: dipP(sorted),
    isOneChange: isOneChange(logs.map((log) => log >= least)),
    separation: fewest < 2 ? 0 : separation(below, above),
    share: fewest / logs.length,
    isAdopted: splitOf(logs) !== undefined,
  };
}

const head = (title: string) =>
  `| ${title} | ${forkCounts.map((forks) => `${forks} forks`).join(" | ")} |\n| --- |${" --: |".repeat(forkCounts.length)}`;
const line = (title: string, cells: readonly string[]) => `| ${title} | ${cells.join(" | ")} |`;
const percent = (share: number) => (100 * share).toFixed(1);

function share(seen: readonly Seen[], rule: (seen: Seen) => boolean): number {
  return seen.filter((one) => one.isWorthTwo && rule(one)).length / seen.length;
}

const sample = (shape: Shape, forks: number) => Array.from({ length: trials }, () => look(shape(forks)));
const ones = Object.entries(oneMode).map(([name, shape]) => ({
  name,
  seen: forkCounts.map((forks) => sample(shape, forks)),
}));
const twos = twoModes.map((two) => ({
  ...two,
  seen: forkCounts.map((forks) => sample(two.shape, forks)),
}));

console.log(
  `${trials} samples a figure, in %: one mode taken for two, mean · most of ${ones.length} shapes; two modes`,
);
console.log(`found, mean of ${twos.length} pairs of modes\n\n${head("candidate")}`);
for (const [name, rule] of Object.entries(rules)) {
  const cells = forkCounts.map((_, i) => {
    const wrong = ones.map(({ seen }) => share(seen[i] ?? [], rule));
    const right = twos.map(({ seen }) => share(seen[i] ?? [], rule));
    const mean = (shares: readonly number[]) => shares.reduce((sum, one) => sum + one, 0) / shares.length;
    return `${percent(mean(wrong))} · ${percent(Math.max(...wrong))}; ${percent(mean(right))}`;
  });
  console.log(line(name, cells));
}
const adopted: Rule = ({ isAdopted }) => isAdopted;
console.log(`\nThe adopted rule, taken for two\n\n${head("one mode")}`);
for (const { name, seen } of ones)
  console.log(
    line(
      name,
      seen.map((some) => percent(share(some, adopted))),
    ),
  );
console.log(`\nThe adopted rule, found\n\n${head("two modes")}`);
for (const { ratio, share: upper, noise, seen } of twos) {
  console.log(
    line(
      `× ${ratio}, ${100 * upper} in 100 slow, ± ${100 * noise} %`,
      seen.map((some) => percent(share(some, adopted))),
    ),
  );
}

const random = randomStream(3, "modes");
const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;

/** A run of equal cells, of which the first few have a mode of their own now and then. */
function summaryOf(
  values: readonly (readonly number[])[],
  twoFaced: number,
  ratio: number,
): readonly CellSummary[] {
  const size = values[0]?.length ?? 0;
  const cells = Array.from({ length: size }, (_, cell) => ({
    ...{ id: String(cell), example: String(cell), input: "", model: "", runtime: "" },
    planned: values.length,
  }));
  const forks = values.flatMap((round, number) =>
    round.map((ms, cell) => ({
      ...{ cell: String(cell), round: number, outcome: "done" },
      figures: { wallMs: cell < twoFaced && uniform() < 0.4 ? ms * ratio : ms },
    })),
  );
  const metrics = [{ id: "wallMs", title: "Time", unit: "ms", better: "lower" }] as const;
  return summarize({ profile: "", seed: 1, metrics, cells, forks }).cells;
}

const isTwo = ({ figures: { wallMs } }: CellSummary) => wallMs?.modes !== undefined;

function inRuns(machine: Machine, twoFaced: number): string[] {
  return forkCounts.map((rounds, seed) => {
    const measure = simulateRun(machine, seed + 1);
    let [wrong, right, all] = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const cells = summaryOf(measure(rounds), twoFaced, 1.6);
      right += cells.slice(0, twoFaced).filter(isTwo).length;
      wrong += cells.slice(twoFaced).filter(isTwo).length;
      all += cells.length - twoFaced;
    }
    return `${percent(wrong / all)}${twoFaced === 0 ? "" : `; ${percent(right / runs / twoFaced)}`}`;
  });
}

for (const twoFaced of [0, 1, 6]) {
  console.log(
    `\n${runs} runs a figure, ${twoFaced} cells with a mode 1.6 times as slow in 40 of 100 forks: others taken for two${twoFaced === 0 ? "" : "; these found"}\n\n${head("machine")}`,
  );
  for (const machine of machines) {
    if (machine.cells > twoFaced * 2) console.log(line(machine.name, inRuns(machine, twoFaced)));
  }
}
