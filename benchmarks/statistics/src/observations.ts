// Which single observation a fork should yield: from a calibration's own samples, how often the rule of the reports
// calls equal cells different, and how often it finds cells that were slowed down. `npm run observations -w
// benchmarks/statistics -- <calibration's folder>…`.
import { resolve } from "node:path";
import { type ForkRecord, type Plan, readRun } from "@byturns/record";
import { type CalibrationCell, calibration, median, quantile } from "@byturns/statistics";
import { quietestStretch } from "@byturns/statistics/figures/quietest-stretch";

type Observe = (samplesMs: readonly number[]) => number;

const half = (samplesMs: readonly number[]) => samplesMs.slice(0, Math.ceil(samplesMs.length / 2));

const observations: Readonly<Record<string, Observe>> = {
  "median of all samples": median,
  "lower quartile": (samplesMs) => quantile(samplesMs, 0.25),
  "10th percentile": (samplesMs) => quantile(samplesMs, 0.1),
  minimum: (samplesMs) => Math.min(...samplesMs),
  "median in the quietest stretch: adopted": quietestStretch,
  "the same, of the first half of the samples": (samplesMs) => quietestStretch(half(samplesMs)),
};

/** The rule of the reports, and its predecessor. */
const ways = (["pairwise", "lowerHalf"] as const).flatMap((estimator) =>
  [22, 30, 45, 60].map((many) => ({ estimator, many })),
);

console.log("called different, in %: equal cells, slower by 5 %, slower by 10 %\n");
for (const folder of process.argv.slice(2)) {
  // npm runs this in the package's folder, and provides the caller's folder.
  const { plan, forks } = await readRun(resolve(process.env.INIT_CWD ?? "", folder));
  const head = ways.map(({ estimator, many }) => `${estimator}, ${many} forks`);
  console.log(`| ${folder.split("/").at(-1)} | ${head.join(" | ")} |`);
  console.log(`|---|${"--:|".repeat(ways.length)}`);
  for (const [name, observe] of Object.entries(observations)) {
    const cells = ways.map(({ estimator, many }) => {
      const rows = calibration(groupsOf(plan, forks, observe, many), [{ name, forks: many }], { estimator });
      const at = (slowdown: number) => rows.find((row) => row.slowdown === slowdown)?.found.estimate;
      return [0, 0.05, 0.1].map((slowdown) => percent(at(slowdown))).join(" · ");
    });
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}

/** The cells by runtime. If more forks are requested than there are rounds, two equal cells are joined into one. */
function groupsOf(
  plan: Plan,
  forks: readonly ForkRecord[],
  observe: Observe,
  many: number,
): CalibrationCell[][] {
  const seen = new Map(
    forks.flatMap(({ cell, round, outcome }) =>
      outcome._tag === "done" ? [[`${round} ${cell}`, observe(outcome.measurement.wall.samplesMs)]] : [],
    ),
  );
  const rounds = plan.rounds.map((_, round) => round);
  const joined = Math.max(1, Math.ceil(many / rounds.length));
  return Array.from(Map.groupBy(plan.cells, ({ runtime }) => runtime).values(), (group) =>
    Array.from(Map.groupBy(group, ({ slowdown = 0 }) => slowdown)).flatMap(([slowdown, alike]) =>
      Array.from({ length: Math.floor(alike.length / joined) }, (_, i) => ({
        slowdown,
        values: rounds.flatMap((round) =>
          alike.slice(i * joined, (i + 1) * joined).map(({ id }) => seen.get(`${round} ${id}`)),
        ),
      })),
    ),
  );
}

function percent(share: number | undefined): string {
  return share === undefined ? "–" : (100 * share).toFixed(1);
}
