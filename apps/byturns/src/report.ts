// From a run's folder to its reports.
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readRun } from "@byturns/record";
import { factsOf, type Summary, summarise } from "@byturns/record/statistics/index";
import { type Evidence, renderMarkdown, renderTerminal } from "@byturns/report";
import { canColor, columns, paint, say, sayJson, tell } from "./terminal.ts";

/** A run and what follows from it. */
export interface Reported {
  readonly folder: string;
  readonly evidence: Evidence;
  readonly summary: Summary;
}

/**
 * Reads a run and summarises it. What could not be used is told, and set aside.
 *
 * @throws RunUnreadable when the folder is no run, or is of a later version.
 */
export async function readReported(folder: string): Promise<Reported> {
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
  const { evidence, summary, folder: at } = await readReported(folder);
  const files = { markdown: join(at, "report.md") };
  await writeFile(files.markdown, renderMarkdown(evidence));
  if (options.json) {
    sayJson({ folder: at, reports: files, summary, missing: evidence.missing, setAside: evidence.setAside });
    return;
  }
  process.stdout.write(
    `\n${renderTerminal(evidence, { width: Math.min(columns(), 140), color: canColor(process.stdout) })}`,
  );
  say();
  for (const file of Object.values(files)) say(`${paint("dim", "Report:")} ${file}`);
}
