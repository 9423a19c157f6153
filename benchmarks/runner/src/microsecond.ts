// What `byturns bench` says of a function of a microsecond, against tinybench and mitata on the same body:
// `npm run microsecond -w benchmarks/runner [rounds]`.
//
// Takes about 6 minutes. Every tool on both bodies in every runtime once a round, in a shuffled order, each in fresh
// processes. Compared are the medians of all samples: the figure that all three tools have. The bound is 5 %.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { readRun } from "@byturns/record";
import { compareCells, median } from "@byturns/statistics";
import { measure, plan } from "byturns";
import { printedBy, runtimes } from "./runtimes.ts";

const rounds = Number(process.argv[2] ?? 24);
const bound = 0.05;
const bodies = ["value", "promise"];
const others = ["tinybench", "mitata"];
const file = fileURLToPath(new URL("./microsecond.bench.ts", import.meta.url));
const step = fileURLToPath(new URL("./microsecond-step.ts", import.meta.url));
const draw = drawFrom(1);
const folder = await mkdtemp(join(tmpdir(), "byturns-microsecond-"));

/** By runtime, body and tool. */
const medianMs = new Map<string, number[]>();
const note = (runtime: string, body: string, tool: string, ms: number) => {
  const key = [runtime, body, tool].join();
  medianMs.set(key, [...(medianMs.get(key) ?? []), ms]);
};

try {
  const plans = await Promise.all(
    runtimes.map((runtime) =>
      plan({ examples: [file], runtimes: [runtime], profile: "full", forks: 1, fixed: true, seed: 1 }),
    ),
  );
  const turns = runtimes.flatMap((runtime, i) => [
    async (round: number) => {
      const at = join(folder, `${round}-${runtime}`);
      await measure(plans[i] as (typeof plans)[number], { folder: at });
      const { plan: planned, forks } = await readRun(at);
      for (const { cell, outcome } of forks) {
        const { model, duplicateOf } = planned.cells.find(({ id }) => id === cell) ?? {};
        if (outcome._tag !== "done" || model === undefined) throw new Error(`${cell}: ${outcome._tag}`);
        if (duplicateOf === undefined) note(runtime, model, "byturns", outcome.measurement.wall.medianMs);
      }
    },
    ...bodies.flatMap((body) =>
      others.map((tool) => async () => {
        note(runtime, body, tool, Number(printedBy(runtime, step, [tool, body])));
      }),
    ),
  ]);
  for (let round = 0; round < rounds; round++) for (const turn of draw.shuffle(turns)) await turn(round);
} finally {
  await rm(folder, { recursive: true, force: true });
}

const all = runtimes.flatMap((runtime) =>
  bodies.flatMap((body) =>
    others.map((tool) => {
      const [ours = [], theirs = []] = ["byturns", tool].map((one) =>
        medianMs.get([runtime, body, one].join()),
      );
      const { ratio, verdict } = compareCells(ours, theirs);
      const isMet = Math.abs(ratio.estimate - 1) <= bound;
      console.log(
        `${body} on ${runtime}: byturns / ${tool} = ${ratio.estimate.toFixed(3)} ` +
          `(${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)}, ${verdict}) at ${(median(ours) * 1_000).toFixed(3)} µs` +
          `${isMet ? "" : ", outside of 5 %"}`,
      );
      return isMet;
    }),
  ),
);
const met = all.filter(Boolean).length;
console.log(
  `${met === all.length ? "met     " : "NOT MET "} a function of 1 µs against tinybench and mitata: asked ${all.length} of ${all.length} within 5 %, measured ${met}; ${rounds} rounds`,
);
if (met < all.length) process.exitCode = 1;
