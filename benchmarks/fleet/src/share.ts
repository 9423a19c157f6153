// The cost of a fleet of one on the same machine: `node src/share.ts [repeats] [forks]`. The same plan, locally and on
// the fleet, alternating; the wall time of both, and whether any verdict between the two is "different" (A/A). Ends
// with 1 when either misses its target.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnFleet } from "@byturns/fleet";
import { startPostgres } from "@byturns/fleet/drill/postgres";
import { makePlan } from "@byturns/lab/plan/plan";
import { runPlan } from "@byturns/lab/run-plan";
import { findRuntimes } from "@byturns/lab/runtime/runtimes";
import { readRun } from "@byturns/record";
import { observedMs } from "@byturns/record/observed-ms";
import { compareCells, median, pairwiseRatio } from "@byturns/statistics";
import { catalog, sources, suite } from "./catalog.ts";

const [repeats, forks] = [Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 5)];
const mostRatio = 1.05;
const { found } = await findRuntimes(catalog);
const folder = await mkdtemp(join(tmpdir(), "byturns-share-"));
await using postgres = await startPostgres();
const lend = fileURLToPath(new URL("./lend.ts", import.meta.url));
const runner = spawn(process.execPath, [lend, postgres.url, "m1", join(folder, "spool")], {
  stdio: ["pipe", "pipe", "inherit"],
});
try {
  await once(runner.stdout, "data");
  const wallMs: Record<"here" | "fleet", number[]> = { here: [], fleet: [] };
  const observed = new Map<string, Record<"here" | "fleet", number[]>>();
  for (let repeat = 0; repeat < repeats; repeat++) {
    const planOf = (seed: number) =>
      makePlan(catalog, {
        suite,
        runtimes: found,
        forks,
        fixed: true,
        resourceForks: 0,
        profile: "quick",
        threads: 2,
        seed,
      });
    const ways = {
      here: (into: string) => runPlan(catalog, planOf(repeat), into),
      fleet: (into: string) =>
        runOnFleet(
          catalog,
          {
            url: postgres.url,
            folder: into,
            machines: ["m1"],
            seed: repeat,
            threads: 2,
            sources: async () => sources,
          },
          ({ seed }) => planOf(seed),
        ),
    };
    for (const way of repeat % 2 === 0 ? (["here", "fleet"] as const) : (["fleet", "here"] as const)) {
      const into = join(folder, `${way}-${repeat}`);
      const beganMs = performance.now();
      const { ended } = await ways[way](into);
      wallMs[way].push(performance.now() - beganMs);
      if (ended !== "complete") throw new Error(`The run ${way} ended ${ended}`);
      for (const { cell, outcome } of (await readRun(into)).forks) {
        if (outcome._tag !== "done") throw new Error(`${cell} on ${way} was ${outcome._tag}`);
        const of = observed.get(cell) ?? { here: [], fleet: [] };
        of[way].push(observedMs(outcome.measurement));
        observed.set(cell, of);
      }
    }
  }
  let different = 0;
  for (const [cell, { here, fleet }] of observed) {
    if (cell.endsWith("/again")) continue;
    const { ratio, verdict } = compareCells(fleet, here);
    if (verdict === "different" || verdict === "indicative") different += 1;
    console.log(
      `${cell}: fleet over here ${ratio.estimate.toFixed(3)} (${ratio.low.toFixed(3)} … ${ratio.high.toFixed(3)}) of ${fleet.length} and ${here.length} forks, ${verdict}`,
    );
  }
  const { estimate: ratio } = pairwiseRatio(wallMs.fleet, wallMs.here);
  if (!(ratio <= mostRatio) || different > 0) process.exitCode = 1;
  const seconds = (ms: number | undefined) => ((ms ?? Number.NaN) / 1_000).toFixed(2);
  console.log(
    `Wall time of a run, asked: at most ${((mostRatio - 1) * 100).toFixed(0)} % more. Here ${seconds(median(wallMs.here))} s, fleet of one ${seconds(median(wallMs.fleet))} s: ${((ratio - 1) * 100).toFixed(1)} %`,
  );
  console.log(
    `Verdicts between here and the fleet, asked: none different. Different: ${different} of ${[...observed.keys()].filter((cell) => !cell.endsWith("/again")).length}`,
  );
} finally {
  runner.kill("SIGTERM");
  await once(runner, "exit");
  await rm(folder, { recursive: true, force: true });
}
