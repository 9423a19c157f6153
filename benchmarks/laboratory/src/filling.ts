// Starts a run on a nearly full disk, and resumes it when there is room again.
import { rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makePlan, resumeRun, runPlan } from "@byturns/lab";
import { forkKey, readRun } from "@byturns/record";
import { answer } from "./ask.ts";
import { catalog, runtime, suite } from "./catalog.ts";

const disk = process.argv[2] ?? "";
const folder = join(disk, "run");
const ballast = join(disk, "ballast");
const plan = makePlan(catalog, { suite, runtimes: [runtime], profile: "smoke", forks: 8, seed: 1 });
const { bavail, bsize } = await statfs(disk);
const roomBytes = 40 * 1_024;
await writeFile(ballast, Buffer.alloc(bavail * bsize - roomBytes));

const stopped = await runPlan(catalog, plan, folder);
const before = await readRun(folder);
answer(
  "a disk that fills loses the fork in flight and nothing else, and says so",
  "a run that stops, with every fork before that whole",
  `${stopped.ended} after ${stopped.done} of ${stopped.forks} forks, ${before.forks.length} of them whole, ${before.skipped.length} lines skipped; "${stopped.why}"`,
  stopped.ended === "stopped" &&
    stopped.done > 0 &&
    before.forks.length === stopped.done &&
    before.skipped.length === 0 &&
    /disk is full/.test(stopped.why ?? ""),
);
await rm(ballast);
const end = await resumeRun(catalog, folder);
const run = await readRun(folder);
const keys = new Set(run.forks.map(forkKey)).size;
answer(
  "with room again it goes on",
  `${end.forks} forks, none twice`,
  `${end.ended}, ${run.forks.length} forks, ${run.forks.length - keys} twice`,
  end.ended === "complete" && keys === end.forks && run.forks.length === keys,
);
