// The lab's own cost, and how soon a run with 10,000 recorded forks resumes: `node src/resume.ts`.
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePlan, resumeRun, runPlan } from "@byturns/lab";
import { type ForkRecord, files, type Plan, readRun, writePlan } from "@byturns/record";
import { answer } from "./ask.ts";
import { catalog, runtime, suite } from "./catalog.ts";

const recorded = 10_000;
const folder = await mkdtemp(join(tmpdir(), "byturns-resume-"));
try {
  // `quick` is the default profile, and has the shortest forks of all that may claim something.
  const plan = makePlan(catalog, { suite, runtimes: [runtime], profile: "quick", fixed: true, seed: 1 });
  const end = await runPlan(catalog, plan, folder);
  answer(
    `the lab's own share of a run of ${end.done} forks, ${(end.elapsedMs / 1_000).toFixed(1)} s`,
    "<= 10 %",
    `${(end.ownShare * 100).toFixed(1)} %`,
    end.ownShare <= 0.1,
  );

  const lines = (await readFile(files(folder).forks, "utf8")).trimEnd().split("\n");
  const forks = lines.map((line) => JSON.parse(line) as ForkRecord).filter(({ round }) => round === 0);
  const rounds = Array.from(
    { length: Math.ceil(recorded / forks.length) + 1 },
    () => plan.rounds[0] as Plan["rounds"][number],
  );
  await writePlan(folder, { ...plan, rounds });
  const samplesMs = Array.from({ length: 512 }, (_, i) => 0.123456 + i / 1e6);
  await writeFile(files(folder).forks, "");
  for (let round = 0; round < rounds.length - 1; round++) {
    const text = forks.map((fork) => {
      const { outcome } = fork;
      if (outcome._tag !== "done") throw new Error(`A fork was ${outcome._tag}`);
      const { measurement } = outcome;
      const full = { ...measurement, wall: { ...measurement.wall, samplesMs } };
      return `${JSON.stringify({ ...fork, round, outcome: { _tag: "done", measurement: full } })}\n`;
    });
    await appendFile(files(folder).forks, text.join(""));
  }

  const controller = new AbortController();
  const beganMs = performance.now();
  let startedMs = 0;
  const resumed = await resumeRun(catalog, folder, {
    signal: controller.signal,
    onEvent: (event) => {
      if (event._tag !== "started") return;
      startedMs = performance.now() - beganMs;
      controller.abort(new Error("enough"));
    },
  });
  answer(
    `resuming begins, with ${resumed.done} forks recorded of 512 samples each`,
    "<= 2,000 ms",
    `${startedMs.toFixed()} ms`,
    startedMs <= 2_000,
  );
  const readMs = performance.now();
  const { forks: read } = await readRun(folder);
  console.log(
    `         (read as a whole, ${read.length} forks: ${(performance.now() - readMs).toFixed()} ms)`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
