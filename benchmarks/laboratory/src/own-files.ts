// Whether an example costs the same measured through `defineExample` as measured as one of this project's:
// `npm run own-files -w benchmarks/laboratory [rounds]`.
//
// Each cell is measured in three ways, a fresh process each, once a round in a shuffled order: as this project's own
// example, the same through a file of one's own, and the same work written bare. 8 rounds take about 8 minutes.
import { fileURLToPath } from "node:url";
import { runtime as bun } from "@byturns/bun";
import { bareSuffix } from "@byturns/context";
import { runtime as deno } from "@byturns/deno";
import { findRuntimes, profiles } from "@byturns/lab";
import { Workbench } from "@byturns/lab/fork/workbench";
import { defaultThreads } from "@byturns/lab/plan/cores";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { runtime as node } from "@byturns/node";
import { ownShareLimits } from "@byturns/record";
import { type AnySpec, specs } from "@byturns/spec";
import { compareCells, median, type Verdict } from "@byturns/statistics";
import { answer } from "./ask.ts";

const rounds = Number(process.argv[2] ?? 8);
const cases: readonly { readonly spec: AnySpec; readonly input: string }[] = [
  { spec: specs["bounded-map"], input: "bench" },
  { spec: specs.fib, input: "bench-none" },
  { spec: specs["ping-pong"], input: "bench" },
];
const models = ["promises", "fibers", "threads"];
const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, "");
const { found } = await findRuntimes({ root, runtimes: [node, deno, bun] });
const { warmUpMs, measureMs } = profiles.full;
const threads = defaultThreads();

/** How a cell is measured: by the entry of the process, the model's name, and the file if it is one of one's own. */
const ways = {
  project: { entry: "./main.ts", suffix: "", isFile: false },
  file: { entry: "./own.ts", suffix: "", isFile: true },
  bare: { entry: "./bare.ts", suffix: bareSuffix, isFile: false },
} as const;

const cells = found.flatMap((runtime) =>
  cases.flatMap(({ spec, input }) =>
    models.map((model) => ({
      runtime,
      spec,
      input,
      model,
      ms: { project: [], file: [], bare: [] } as Times,
    })),
  ),
);
type Times = Readonly<Record<keyof typeof ways, number[]>>;

const forks = cells.flatMap((cell) =>
  (Object.keys(ways) as (keyof typeof ways)[]).map((way) => ({ ...cell, way })),
);
const draw = drawFrom(1);
await using bench = new Workbench(root);
for (let round = 0; round < rounds; round++) {
  for (const { runtime, spec, input, model, ms, way } of draw.shuffle(forks)) {
    const { entry, suffix, isFile } = ways[way];
    const module = new URL(`./define/${spec.id}.bench.ts`, import.meta.url).href;
    const { outcome } = await bench.fork({
      spec: isFile ? { ...spec, module } : spec,
      model: `${model}${suffix}`,
      runtime: { ...runtime, kind: { ...runtime.kind, entry: new URL(entry, runtime.kind.entry) } },
      input: spec.inputs[input],
      job: { kind: "time", threads, batch: spec.batch, warmUpMs, measureMs, trace: false, live: false },
      limitMs: 60_000,
    });
    if (outcome === "interrupted" || outcome._tag !== "done") {
      throw new Error(`${spec.id} ${model} on ${runtime.id}, ${way}: ${JSON.stringify(outcome)}`);
    }
    ms[way].push(outcome.measurement.wall.medianMs);
  }
}

const verdicts: Verdict[] = [];
let withinShare = 0;
for (const { runtime, spec, input, model, ms } of cells) {
  const { ratio, verdict } = compareCells(ms.file, ms.project);
  const share = compareCells(ms.file, ms.bare).ratio;
  const ofProject = compareCells(ms.project, ms.bare).ratio;
  verdicts.push(verdict);
  if (share.estimate <= ownShareLimits.ratio) withinShare += 1;
  console.log(
    `${spec.id} ${input}, ${model} on ${runtime.id}: file / project = ${ratio.estimate.toFixed(3)} ` +
      `(${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)}), ${verdict}; own share ${share.estimate.toFixed(3)}, ` +
      `the project's ${ofProject.estimate.toFixed(3)}; ${median(ms.file).toPrecision(3)} ms`,
  );
}
const count = (wanted: Verdict) => verdicts.filter((one) => one === wanted).length;
const all = verdicts.length;
answer(
  "the same work through defineExample and as an example of the project",
  `${all} of ${all} equivalent`,
  `${count("equivalent")} equivalent, ${count("different")} different; ${rounds} forks of each`,
  count("equivalent") === all,
);
console.log(`own share of the files at most ${ownShareLimits.ratio}: ${withinShare} of ${all}`);
