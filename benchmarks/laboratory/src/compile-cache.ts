// The effect of Node's compile cache on figures: `node src/compile-cache.ts [forks]`. It may shorten the start; it must
// not change how long a call takes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePlan, type Runtime, runPlan } from "@byturns/lab";
import { type Measurement, readRun } from "@byturns/record";
import { compareCells, median } from "@byturns/statistics";
import { catalog, runtime } from "./catalog.ts";

const bare: Runtime = { ...runtime.kind, id: "bare", title: "Node without cache", environment: () => ({}) };
const models = ["promises", "fibers", "threads"];
const both = { ...catalog, models, runtimes: [runtime.kind, bare] };
const folder = join(await mkdtemp(join(tmpdir(), "byturns-cache-")), "run");
try {
  const plan = makePlan(both, {
    suite: { id: "cache", cases: [{ example: "bounded-map", input: "bench" }] },
    runtimes: [runtime, { ...runtime, key: "bare", id: "bare", title: bare.title, kind: bare }],
    profile: "quick",
    forks: Number(process.argv[2] ?? 15),
    fixed: true,
    resourceForks: 0,
  });
  await runPlan(both, plan, folder);
  const { forks } = await readRun(folder);
  const figures = {
    "process start": ({ startUpMs }: Measurement) => startUpMs,
    "start until open": ({ openMs }: Measurement) => openMs,
    "first call": ({ firstCallMs }: Measurement) => firstCallMs,
    "a call, warm": ({ wall }: Measurement) => wall.medianMs,
    "its fastest sample": ({ wall }: Measurement) => wall.minMs,
    "its processor time": ({ cpuUserMs, cpuSystemMs }: Measurement) => cpuUserMs + cpuSystemMs,
  };
  for (const model of models) {
    for (const [name, of] of Object.entries(figures)) {
      const [withCache = [], without = []] = [runtime.key, "bare"].map((key) =>
        forks.flatMap(({ cell, round, outcome }) =>
          cell.endsWith(`/${model}/${key}`) && round > 0 && outcome._tag === "done"
            ? [of(outcome.measurement)]
            : [],
        ),
      );
      const { ratio, verdict } = compareCells(withCache, without);
      console.log(
        `${model}, ${name}: ${median(withCache).toFixed(3)} ms with, ${median(without).toFixed(3)} ms without, ` +
          `ratio ${ratio.estimate.toFixed(3)} (${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)}), ${verdict}`,
      );
    }
  }
} finally {
  await rm(join(folder, ".."), { recursive: true, force: true });
}
