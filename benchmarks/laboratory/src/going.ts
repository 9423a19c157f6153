// Starts or resumes the run in a folder, until it is complete; killed from outside.
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { makePlan, resumeRun, runPlan } from "@byturns/lab";
import { files } from "@byturns/record";
import { catalog, runtime, suite } from "./catalog.ts";

const folder = process.argv[2] ?? "";
if (existsSync(files(folder).plan)) await resumeRun(catalog, folder);
else {
  // Killed before there was a plan: there is nothing to resume.
  await rm(folder, { recursive: true, force: true });
  const plan = makePlan(catalog, { suite, runtimes: [runtime], profile: "smoke", forks: 60, seed: 1 });
  await runPlan(catalog, plan, folder);
}
