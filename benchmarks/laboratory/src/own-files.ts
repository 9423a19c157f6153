// Whether an example costs the same measured through `defineExample` as measured as one of this project's:
// `npm run own-files -w benchmarks/laboratory [rounds]`.
//
// Each cell is measured in three ways, a fresh process each, once a round in a shuffled order: as this project's own
// example, the same through a file of one's own, and the same work written bare. 8 rounds take about 8 minutes. Each is
// kept in `runs/`, and counted together with those of earlier runs of the same sources on the machine; 0 only counts.
import { fileURLToPath } from "node:url";
import { runtime as bun } from "@byturns/bun";
import { bareSuffix } from "@byturns/context";
import { runtime as deno } from "@byturns/deno";
import { findRuntimes, profiles } from "@byturns/lab";
import { fingerprintOf } from "@byturns/lab/fingerprint";
import { Workbench } from "@byturns/lab/fork/workbench";
import { defaultThreads } from "@byturns/lab/plan/cores";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { runtime as node } from "@byturns/node";
import { ownShareLimits } from "@byturns/record";
import { type AnySpec, specs } from "@byturns/spec";
import { compareCells, median, type Verdict } from "@byturns/statistics";
import { answer } from "./ask.ts";
import { interruption, keptOf } from "./kept.ts";

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
    models.map((model) => {
      const id = `${spec.id} ${input}, ${model} on ${runtime.key}`;
      return { id, runtime, spec, input, model };
    }),
  ),
);
type Way = keyof typeof ways;
const fileOf = ({ id }: AnySpec) => new URL(`./define/${id}.bench.ts`, import.meta.url);

/** The median of each fork, by cell and way, and of which sources. */
interface Round {
  readonly fingerprint: string;
  readonly ms: Readonly<Record<string, Readonly<Record<Way, number>>>>;
}

const entries = [node, deno, bun].flatMap((kind) =>
  Object.values(ways).map(({ entry }) => ({ ...kind, entry: new URL(entry, kind.entry) })),
);
const files = cases.map(({ spec }) => fileURLToPath(fileOf(spec)));
const { fingerprint } = await fingerprintOf(root, entries, { files, hostRoot: root });
const kept = await keptOf<Round>("own-files");
const roundsKept = async () => (await kept.lines()).filter((round) => round.fingerprint === fingerprint);

const forks = cells.flatMap((cell) => (Object.keys(ways) as Way[]).map((way) => ({ ...cell, way })));
const before = (await roundsKept()).length;
const draw = drawFrom(before + 1);
const signal = interruption();
await using bench = new Workbench(root);
for (let round = 1; round <= rounds && !signal.aborted; round++) {
  const ms: Record<string, Partial<Record<Way, number>>> = {};
  for (const { id, runtime, spec, input, model, way } of draw.shuffle(forks)) {
    const { entry, suffix, isFile } = ways[way];
    const module = fileOf(spec).href;
    const { outcome } = await bench.fork({
      spec: isFile ? { ...spec, module } : spec,
      model: `${model}${suffix}`,
      runtime: { ...runtime, kind: { ...runtime.kind, entry: new URL(entry, runtime.kind.entry) } },
      input: spec.inputs[input],
      job: { kind: "time", threads, batch: spec.batch, warmUpMs, measureMs, trace: false, live: false },
      limitMs: 60_000,
      signal,
    });
    if (outcome === "interrupted") break;
    if (outcome._tag !== "done") throw new Error(`${id}, ${way}: ${JSON.stringify(outcome)}`);
    ms[id] = { ...ms[id], [way]: outcome.measurement.wall.medianMs };
  }
  // One that was interrupted is not whole, and does not count.
  if (signal.aborted) break;
  const made = ms as Round["ms"];
  await kept.add({ fingerprint, ms: made });
  const over = (one: Way, other: Way) => median(Object.values(made).map((by) => by[one] / by[other]));
  console.log(
    `round ${before + round}: file / project = ${over("file", "project").toFixed(3)}, ` +
      `file / bare = ${over("file", "bare").toFixed(3)}, the medians of ${cells.length} cells`,
  );
}
const counted = await roundsKept();
if (counted.length === 0) throw new Error("No round of these sources was measured to its end");

const verdicts: Verdict[] = [];
let withinShare = 0;
for (const { id } of cells) {
  const [file, project, bare] = (["file", "project", "bare"] as const).map((way) =>
    counted.flatMap(({ ms }) => ms[id]?.[way] ?? []),
  ) as [number[], number[], number[]];
  const { ratio, verdict } = compareCells(file, project);
  const share = compareCells(file, bare).ratio;
  const ofProject = compareCells(project, bare).ratio;
  verdicts.push(verdict);
  if (share.estimate <= ownShareLimits.ratio) withinShare += 1;
  console.log(
    `${id}: file / project = ${ratio.estimate.toFixed(3)} ` +
      `(${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)}), ${verdict}; own share ${share.estimate.toFixed(3)}, ` +
      `the project's ${ofProject.estimate.toFixed(3)}; ${median(file).toPrecision(3)} ms`,
  );
}
const count = (wanted: Verdict) => verdicts.filter((one) => one === wanted).length;
const all = verdicts.length;
answer(
  "the same work through defineExample and as an example of the project",
  `${all} of ${all} equivalent`,
  `${count("equivalent")} equivalent, ${count("different")} different; ${counted.length} forks of each`,
  count("equivalent") === all,
);
console.log(`own share of the files at most ${ownShareLimits.ratio}: ${withinShare} of ${all}`);
