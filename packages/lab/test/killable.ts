// Starts or resumes a run, and prints a line for each event; started by a test that kills it.
import { existsSync } from "node:fs";
import { findRuntimes, makePlan, type RunEvent, resumeRun, runPlan } from "@byturns/lab";
import { files } from "@byturns/record";
import { type Behavior, catalog, suiteOf } from "./laboratory.ts";

const [, , folder = "", forks = "2", behave = "fails", runtime = process.execPath] = process.argv;
const { found } = await findRuntimes(catalog, [runtime]);
const onEvent = ({ _tag }: RunEvent) => console.log(JSON.stringify({ _tag }));
const plan = () =>
  makePlan(catalog, {
    suite: suiteOf("answers rightly", behave as Behavior),
    runtimes: found,
    forks: Number(forks),
    resourceForks: 0,
    seed: 7,
  });
const end = existsSync(files(folder).plan)
  ? await resumeRun(catalog, folder, { onEvent, graceMs: 300 })
  : await runPlan(catalog, plan(), folder, { onEvent, graceMs: 300 });
console.log(JSON.stringify(end));
