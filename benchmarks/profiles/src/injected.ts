// A known extra of 20 % of the time in one function: is it at the top of the difference of two profiles, in every run?
// `npm run injected -w benchmarks/profiles -- [--runs 20] [--example bounded-map] [--model promises,fibers] [--runtime …]`
//
// The host itself adds it: after each call it computes for a fifth of what the call took, in `injectedExtra`. A profile
// is that of three processes together: how an engine compiles a function differs from process to process, on Deno by more
// than the extra.
import { parseArgs } from "node:util";
import { makeCatalog } from "@byturns/counts/catalog";
import { changedFunctions, samplesOfCell } from "@byturns/explain";
import { type FoundRuntime, findRuntimes } from "@byturns/lab";
import { explainFork } from "@byturns/lab/fork/explain-fork";
import { Workbench } from "@byturns/lab/fork/workbench";
import { answer } from "@byturns/laboratory-benchmark/ask";
import type { AnySpec } from "@byturns/spec";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    example: { type: "string", default: "bounded-map" },
    model: { type: "string", default: "promises,fibers" },
    runtime: { type: "string", multiple: true },
  },
});
/** What the extra is, of the time of a call. */
const extra = 0.2;
/** The function that it is put into. */
const injected = "injectedExtra";
/** How many processes one profile is made of. */
const processes = 3;

const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  throw new RangeError(`Cannot make ${values.runs} runs: runs must be an integer >= 1`);
}
const catalog = await makeCatalog();
const { root } = catalog;
const { found } = await findRuntimes(catalog, values.runtime);
const spec = catalog.specs[values.example] as AnySpec | undefined;
if (spec === undefined) throw new RangeError(`There is no example "${values.example}"`);
await using bench = new Workbench(root);
let isMet = true;
for (const runtime of found) {
  for (const model of values.model.split(",")) {
    let hits = 0;
    for (let run = 0; run < runs; run++) {
      const before = await profile(model, runtime);
      const after = await profile(model, runtime, extra);
      const [top] = changedFunctions(before, after, { root });
      if (top?.name === injected) hits += 1;
      else console.error(`${model}, ${runtime.key}, run ${run + 1}: the top is ${top?.name} in ${top?.file}`);
    }
    isMet &&= hits === runs;
    const what = `${values.example}, ${model}, ${runtime.key}: an extra of 20 % at the top of the difference`;
    answer(what, `${runs} of ${runs} runs`, `${hits} of ${runs}`, hits === runs);
  }
}
if (!isMet) process.exitCode = 1;

async function profile(model: string, runtime: FoundRuntime, slowdown?: number) {
  const all = [];
  for (let i = 0; i < processes; i++) all.push(await profileOne(model, runtime, slowdown));
  return {
    samples: all.flatMap(({ samples }) => samples),
    units: all.reduce((sum, { units }) => sum + units, 0),
  };
}

async function profileOne(model: string, runtime: FoundRuntime, slowdown?: number) {
  const { outcome, measurement, profiles } = await explainFork(catalog, bench, "profile", {
    ...{ example: values.example, model, runtime, value: spec?.inputs.bench, slowdown },
    ...{ warmUpMs: 600, measureMs: 500 },
  });
  const [main, ...others] = profiles;
  if (main === undefined || measurement === undefined) {
    throw new Error(`${model}, ${runtime.key}: the fork ended ${outcome._tag}, without a profile`);
  }
  return { samples: samplesOfCell(main, others).samples, units: measurement.calls };
}
