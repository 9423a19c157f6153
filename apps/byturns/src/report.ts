// From a run's folder to its reports.
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readRun } from "@byturns/record";
import { factsOf, type Summary, summarise } from "@byturns/record/statistics/index";
import { type Evidence, readSources, renderHtml, renderMarkdown, renderTerminal } from "@byturns/report";
import { lastCalibration, sayCalibration } from "./calibrations.ts";
import { exports } from "./exports.ts";
import { root } from "./house.ts";
import { known } from "./nearest.ts";
import { canColor, columns, paint, say, sayJson, tell } from "./terminal.ts";

/** A run and what follows from it. */
interface Reported {
  readonly folder: string;
  readonly evidence: Evidence;
  readonly summary: Summary;
}

/**
 * Reads a run and summarises it. What could not be used is told, and set aside.
 *
 * @throws RunUnreadable when the folder is no run, or is of a later version.
 */
async function readReported(folder: string): Promise<Reported> {
  const { folder: at, ...run } = await readRun(resolve(folder));
  for (const { file, line, why } of run.setAside) {
    tell(`Set aside: ${join(at, file)}${line === undefined ? "" : `, line ${line}`}: ${why}`);
  }
  const summary = summarise(factsOf(run));
  return { folder: at, evidence: { ...run, summary }, summary };
}

/**
 * Writes a run's reports into its folder and shows its table.
 *
 * @throws RunUnreadable when the folder is no run, or is of a later version.
 */
export async function report(folder: string, options: { readonly json: boolean }): Promise<void> {
  const { evidence: read, summary, folder: at } = await readReported(folder);
  const { plan, environment } = read;
  const [machine] = environment.machines;
  const calibration = machine && (await lastCalibration(root, machine.id));
  const evidence = { ...read, calibration: calibration && sayCalibration(calibration, plan.profile.name) };
  const examples = [...new Set(plan.cases.map(({ example }) => example))];
  const sources = await readSources(pathToFileURL(`${root}/`), examples, plan.models);
  const files = { markdown: join(at, "report.md"), html: join(at, "report.html") };
  await writeFile(files.markdown, renderMarkdown(evidence));
  await writeFile(files.html, await renderHtml(evidence, sources));
  if (options.json) {
    const { missing, setAside } = evidence;
    sayJson({
      folder: at,
      reports: files,
      summary,
      missing,
      setAside,
      ...(calibration === undefined ? {} : { calibration }),
    });
    return;
  }
  const width = Math.min(columns(), 140);
  process.stdout.write(`\n${renderTerminal(evidence, { width, color: canColor(process.stdout) })}`);
  say();
  for (const file of Object.values(files)) say(`${paint("dim", "Report:")} ${file}`);
}

/**
 * Prints a run's figures in the format of another tool.
 *
 * @throws Usage when there is no such format; RunUnreadable when the folder is no run.
 */
export async function exportRun(folder: string, format: string): Promise<void> {
  const write = exports[known("format", format, Object.keys(exports))] as (summary: Summary) => string;
  process.stdout.write(write((await readReported(folder)).summary));
}
