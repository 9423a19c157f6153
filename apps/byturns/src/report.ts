// From a run's folder to its reports.
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readRun } from "@byturns/record";
import { factsOf, type Summary, summarise } from "@byturns/record/statistics/index";
import {
  type ChromeTrace,
  type Evidence,
  readSources,
  renderHtml,
  renderMarkdown,
  renderTerminal,
  toChromeTrace,
} from "@byturns/report";
import { calibrationsFor, lastCalibrations, sayCalibrations } from "./calibrations.ts";
import { exports } from "./exports.ts";
import { root } from "./house.ts";
import { known } from "./nearest.ts";
import { recordedOrder } from "./recorded-order.ts";
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
 * Writes a run's reports and its traces into its folder and shows its table.
 *
 * @throws RunUnreadable when the folder is no run, or is of a later version.
 */
export async function report(folder: string, options: { readonly json: boolean }): Promise<void> {
  const { evidence: read, summary, folder: at } = await readReported(folder);
  const { plan, environment } = read;
  const [machine] = environment.machines;
  const calibrations = machine && calibrationsFor(await lastCalibrations(root, machine.id), plan.profile);
  const calibration = calibrations && sayCalibrations(calibrations, plan.profile.name);
  const evidence = { ...read, calibration };
  const examples = [...new Set(plan.cases.map(({ example }) => example))];
  const sources = await readSources(pathToFileURL(`${root}/`), examples, plan.models);
  const order = await recordedOrder(join(root, "docs", "order.json"));
  const files = { markdown: join(at, "report.md"), html: join(at, "report.html") };
  await writeFile(files.markdown, renderMarkdown(evidence));
  await writeFile(files.html, await renderHtml(evidence, sources, { order }));
  const trace = read.traces.size === 0 ? undefined : join(at, "trace.json");
  if (trace !== undefined) await writeFile(trace, textOf(chromeTraceOf(read)));
  if (options.json) {
    const { missing, setAside } = evidence;
    sayJson({
      folder: at,
      reports: files,
      ...(trace === undefined ? {} : { trace }),
      summary,
      missing,
      setAside,
      ...(calibrations?.idle === undefined ? {} : { calibration: calibrations.idle }),
      ...(calibrations?.loaded === undefined ? {} : { calibrationLoaded: calibrations.loaded }),
    });
    return;
  }
  const width = Math.min(columns(), 140);
  process.stdout.write(`\n${renderTerminal(evidence, { width, color: canColor(process.stdout) })}`);
  say();
  for (const file of Object.values(files)) say(`${paint("dim", "Report:")} ${file}`);
  if (trace !== undefined) say(`${paint("dim", "Trace, for ui.perfetto.dev:")} ${trace}`);
}

/** The traces of a run's cells, in the plan's order; a twin shows nothing that its cell does not. */
export function chromeTraceOf({ plan, traces }: Pick<Evidence, "plan" | "traces">): ChromeTrace {
  return toChromeTrace(
    plan.cells.flatMap(({ id, example, input, model, runtime, twinOf }) => {
      const trace = traces.get(id)?.trace;
      // An example has a trace for each of its inputs: the name must tell them apart.
      return trace === undefined || twinOf !== undefined
        ? []
        : [{ example: `${example} ${input}`, model, runtime, trace }];
    }),
  );
}

/** A trace as JSON, an event a line; in pieces, because that of a long run is longer than a string can be. */
export function* textOf({ traceEvents, ...head }: ChromeTrace): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"traceEvents":[\n`;
  const together = 1_000;
  for (let i = 0; i < traceEvents.length; i += together) {
    const lines = traceEvents.slice(i, i + together).map((event) => JSON.stringify(event));
    yield `${i === 0 ? "" : ",\n"}${lines.join(",\n")}`;
  }
  yield "\n]}\n";
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
