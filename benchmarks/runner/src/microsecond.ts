// What `byturns bench` says of a function of a microsecond, against tinybench and mitata on the same body:
// `npm run microsecond -w benchmarks/runner [rounds]`.
//
// Takes about 6 minutes. Every tool on both bodies in every runtime once a round, in a shuffled order, each in fresh
// processes. Compared are the medians of all samples: the figure that all three tools have. The bound is 5 %. Each round is
// kept in `runs/`, and counted together with those of earlier runs of the same sources on the machine; 0 only counts.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fingerprintOf } from "@byturns/lab/fingerprint";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { interruption, keptOf } from "@byturns/laboratory-benchmark/kept";
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
const folder = await mkdtemp(join(tmpdir(), "byturns-microsecond-"));

/** The medians of one round by runtime, body and tool, and of which sources. */
interface Round {
  readonly fingerprint: string;
  readonly ms: Readonly<Record<string, number>>;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const { fingerprint } = await fingerprintOf(root, [], { files: [file, step], hostRoot: root });
const kept = await keptOf<Round>("microsecond");
const roundsKept = async () => (await kept.lines()).filter((round) => round.fingerprint === fingerprint);
const before = (await roundsKept()).length;
const draw = drawFrom(before + 1);
const signal = interruption();
const nameOf = (...parts: readonly [runtime: string, body: string, tool: string]) => parts.join();
let ms: Record<string, number> = {};

try {
  const plans = await Promise.all(
    runtimes.map((runtime) =>
      plan({ examples: [file], runtimes: [runtime], profile: "full", forks: 1, fixed: true, seed: 1 }),
    ),
  );
  const turns = runtimes.flatMap((runtime, i) => [
    async (round: number) => {
      const at = join(folder, `${round}-${runtime}`);
      const { ended } = await measure(plans[i] as (typeof plans)[number], { folder: at, signal });
      if (ended === "interrupted") return;
      const { plan: planned, forks } = await readRun(at);
      for (const { cell, outcome } of forks) {
        const { model, duplicateOf } = planned.cells.find(({ id }) => id === cell) ?? {};
        if (outcome._tag !== "done" || model === undefined) throw new Error(`${cell}: ${outcome._tag}`);
        if (duplicateOf === undefined)
          ms[nameOf(runtime, model, "byturns")] = outcome.measurement.wall.medianMs;
      }
    },
    ...bodies.flatMap((body) =>
      others.map((tool) => async () => {
        ms[nameOf(runtime, body, tool)] = Number(printedBy(runtime, step, [tool, body]));
      }),
    ),
  ]);
  for (let round = 1; round <= rounds && !signal.aborted; round++) {
    ms = {};
    for (const turn of draw.shuffle(turns)) {
      if (signal.aborted) break;
      await turn(round).catch(async (error: unknown) => {
        // Ctrl+C ends a fork that is waited for in place, and this program hears of it afterwards.
        await new Promise(setImmediate);
        if (!signal.aborted) throw error;
      });
    }
    // One that was interrupted is not whole, and does not count.
    if (signal.aborted) break;
    await kept.add({ fingerprint, ms });
    console.log(`round ${before + round}: ${shown(ms)}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

const counted = await roundsKept();
if (counted.length === 0) throw new Error("No round of these sources was measured to its end");
const all = runtimes.flatMap((runtime) =>
  bodies.flatMap((body) =>
    others.map((tool) => {
      const [ours = [], theirs = []] = ["byturns", tool].map((one) =>
        counted.flatMap((round) => round.ms[nameOf(runtime, body, one)] ?? []),
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
  `${met === all.length ? "met     " : "NOT MET "} a function of 1 µs against tinybench and mitata: asked ${all.length} of ${all.length} within 5 %, measured ${met}; ${counted.length} rounds`,
);
if (met < all.length) process.exitCode = 1;

/** Byturns over each other tool, the median over bodies and runtimes. */
function shown(round: Round["ms"]): string {
  const ratios = (tool: string) =>
    runtimes.flatMap((runtime) =>
      bodies.map((body) => {
        const [ours = 0, theirs = 0] = ["byturns", tool].map((one) => round[nameOf(runtime, body, one)]);
        return ours / theirs;
      }),
    );
  return others.map((tool) => `byturns / ${tool} = ${median(ratios(tool)).toFixed(3)}`).join(", ");
}
