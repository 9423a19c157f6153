// Ours against the peers: `npm run figures -w benchmarks/peers -- [suite] [--profile quick] [--example …] [--peer …]`.
//
// One run of the lab as any other: every contender's forks interleaved, its outputs checked, A/A pairs in it. The folder
// can be read by `byturns report` as well.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { findRuntimes, makePlan, type PlanOptions, resumeRun, runPlan, summarisePlan } from "@byturns/lab";
import { answer } from "@byturns/laboratory-benchmark/ask";
import { readPlan, readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { summarise } from "@byturns/statistics";
import { askedOf } from "./asked.ts";
import { makeCatalog } from "./catalog.ts";
import { drawFigures } from "./figures.ts";
import { drawHeld, hold } from "./properties.ts";
import { type PeerSuite, suites } from "./suites/index.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    profile: { type: "string", default: "quick" },
    forks: { type: "string" },
    example: { type: "string", multiple: true },
    peer: { type: "string", multiple: true },
    runtime: { type: "string", multiple: true },
    seed: { type: "string" },
    out: { type: "string" },
    resume: { type: "string" },
    /** Only prints the figures of an existing run. */
    show: { type: "string" },
    plan: { type: "boolean", default: false },
  },
});

const [id = "coordination"] = positionals;
// npm runs this in the package's folder, and passes the caller's folder.
const given = (folder: string) => resolve(process.env.INIT_CWD ?? "", folder);
const resumed = values.resume === undefined ? undefined : given(values.resume);
const shown = values.show === undefined ? undefined : given(values.show);
const before = resumed ?? shown;
const suite = suiteOf(before === undefined ? id : (await readPlan(before)).suite);
const catalog = await makeCatalog([...suite.ours, ...suite.peers]);
const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());
const options = {
  signal: interrupted.signal,
  onEvent: (event: Parameters<NonNullable<NonNullable<Parameters<typeof runPlan>[3]>["onEvent"]>>[0]) => {
    if (event._tag === "forkEnded" && event.done % 20 === 0) {
      console.error(`${event.done}/${event.forks} forks, ${Math.ceil(event.leftMs / 1_000)} s left`);
    }
  },
};

if (shown !== undefined) await draw(shown);
else if (resumed !== undefined) await show(await resumeRun(catalog, resumed, options));
else await measure();

async function measure(): Promise<void> {
  const plan = makePlan(catalog, await planned());
  const { forks, cells, expectedMs, claim } = summarisePlan(plan);
  console.error(
    `Suite ${suite.id}, profile ${plan.profile.name}: ${cells} cells, ${forks} forks, about ${Math.ceil(expectedMs / 1_000)} s, seed ${plan.seed}; may claim ${claim}`,
  );
  if (values.plan) return;
  const stamp = plan.madeAt.slice(0, 19).replaceAll(":", "").replace("T", "-");
  const folder = given(
    values.out ?? `${catalog.root}/adapters/${stamp}-peers-${suite.id}-${plan.profile.name}`,
  );
  await show(await runPlan(catalog, plan, folder, options));
}

async function planned(): Promise<PlanOptions> {
  const { found, missing } = await findRuntimes(catalog, values.runtime);
  for (const { wanted, why } of missing) throw new RangeError(`${wanted}: ${why}`);
  const { forks, seed } = values;
  return {
    suite,
    runtimes: found,
    profile: values.profile as NonNullable<PlanOptions["profile"]>,
    ...(values.example === undefined ? {} : { examples: values.example }),
    ...(values.peer === undefined ? {} : { models: [...suite.ours, ...values.peer] }),
    ...(forks === undefined ? {} : { forks: Number(forks) }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  };
}

async function show({ ended, folder, why }: Awaited<ReturnType<typeof runPlan>>): Promise<void> {
  await draw(folder);
  console.error(
    ended === "complete" ? folder : `${ended}${why ? `: ${why}` : ""}. Go on with --resume ${folder}`,
  );
  if (ended !== "complete") process.exitCode = 1;
}

/**
 * The table of a run, whether its helpers keep their properties, and the targets beside the measurements. Exits with 1
 * if one of our helpers breaks a property or misses a target.
 */
async function draw(folder: string): Promise<void> {
  const run = await readRun(folder);
  const summary = summarise(factsOf(run));
  console.log(drawFigures(catalog, suite, run, summary));
  const examples = run.plan.cases.map(({ example }) => example.replace(/-cost$/, ""));
  const held = await hold(run.plan.models, examples);
  if (held.length > 0) console.log(drawHeld(held));
  if (held.some(({ model, broken }) => suite.ours.includes(model) && broken !== undefined))
    process.exitCode = 1;
  const asked = summary.claim === "correctness" ? [] : askedOf(suite, summary);
  if (asked.length > 0) console.log("\nWhat was asked, and what was measured");
  for (const { what, asked: bound, measured, isMet } of asked) answer(what, bound, measured, isMet);
}

function suiteOf(id: string): PeerSuite {
  const suite = Object.hasOwn(suites, id) ? suites[id] : undefined;
  if (suite !== undefined) return suite;
  throw new RangeError(`There is no suite "${id}"; there are ${Object.keys(suites).join(", ")}`);
}
