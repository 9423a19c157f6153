// Makes the reports of a run's folder.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { profileOf } from "@byturns/lab/plan/profiles";
import { byMachine, files, makeFolder, type Run, readOwnShares, readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import {
  type ChromeTrace,
  type Evidence,
  paintSources,
  readRecordedCounts,
  readSources,
  renderHtml,
  renderMarkdown,
  renderTerminal,
  toChromeTrace,
} from "@byturns/report";
import { type Summary, summarize } from "@byturns/statistics";
import {
  calibrationsFor,
  type LastCalibrations,
  lastCalibrations,
  printCalibrations,
} from "../bench/calibrations.ts";
import { type Conclusion, printComparison, revisionsOf } from "../compare/compare.ts";
import { catalogueFile, dataFolder, packageFolder, root } from "../layout.ts";
import { Usage } from "../text/errors.ts";
import { known } from "../text/nearest.ts";
import { canColor, columns, paint, print, printJson } from "../text/terminal.ts";
import { drawEverywhere, type Everywhere, holdsEverywhere } from "./everywhere.ts";
import { exports } from "./exports.ts";
import { recordedOrder } from "./recorded-order.ts";
import { printSkipped } from "./skipped.ts";

const sourcesOf = (model: string) => pathToFileURL(`${join(packageFolder(model), "src")}/`);

/** A run that was read successfully. */
async function readTold(folder: string): Promise<Run> {
  const run = await readRun(resolve(folder));
  printSkipped(run.folder, run.skipped);
  return run;
}

/** The written reports of a run. */
interface Reported {
  readonly evidence: Evidence;
  readonly calibrations: LastCalibrations | undefined;
  readonly files: { readonly markdown: string; readonly html: string };
  readonly trace: string | undefined;
}

/** The written reports of a run, machine by machine. */
interface RunReports {
  /** The folder of the run. */
  readonly folder: string;
  readonly machines: readonly (Reported & { readonly name: string })[];
  /** What holds on all machines, and the file with it; undefined for a run on one machine. */
  readonly everywhere: (Everywhere & { readonly file: string }) | undefined;
}

/**
 * Writes a run's reports and traces into its folder. Results of several machines are never put in one table: each
 * machine gets a subfolder with its own reports, and `everywhere.md` shows what holds on all of them.
 *
 * @throws RunUnreadable when the folder does not hold a run, or one of a later version.
 */
export async function reportRun(folder: string): Promise<RunReports> {
  const { folder: at, ...run } = await readTold(folder);
  const parts = byMachine({ ...run, folder: at });
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    const reported = { name: only.name, ...(await writeReports(run, at)) };
    return { folder: at, machines: [reported], everywhere: undefined };
  }
  const machines = [];
  for (const { name, run: part } of parts) {
    const into = join(at, name);
    const own = (await ownRun(into, part)) ?? part;
    machines.push({ name, ...(await writeReports(own, into)) });
  }
  const everywhere = holdsEverywhere(machines.map(({ name, evidence: { summary } }) => ({ name, summary })));
  const file = join(at, "everywhere.md");
  await writeFile(file, drawEverywhere(everywhere, { all: true }));
  return { folder: at, machines, everywhere: { file, ...everywhere } };
}

/**
 * Writes a run's reports, and prints its tables.
 *
 * @returns what changed between the run's revisions; undefined if it has one.
 * @throws RunUnreadable when the folder does not hold a run, or one of a later version.
 */
export async function report(
  folder: string,
  options: {
    readonly json: boolean;
    /** Of a run with two revisions: what counts as a regression, such as `5%`. */
    readonly failOver?: string | undefined;
  },
): Promise<Conclusion | undefined> {
  const reports = await reportRun(folder);
  const hasBase = reports.machines[0]?.evidence.plan.against !== undefined;
  const revisions = hasBase ? await revisionsOf(reports.folder, { failOver: options.failOver }) : undefined;
  if (revisions === undefined) {
    printReports(reports, {}, options.json);
    return undefined;
  }
  const { comparison, verdict } = revisions;
  printReports(reports, { changes: { ...comparison, verdict: verdict.text } }, options.json);
  if (!options.json) {
    print();
    printComparison(comparison, verdict.text);
  }
  return verdict;
}

/** @param also what stands in the JSON beside the reports. */
function printReports({ folder: at, machines, everywhere }: RunReports, also: object, json: boolean): void {
  const [first] = machines;
  if (everywhere === undefined && first !== undefined) {
    if (json) printJson({ folder: at, ...jsonOf(first), ...also });
    else show(first);
    return;
  }
  if (json) {
    const parts = machines.map(({ name, ...one }) => ({ machine: name, ...jsonOf(one) }));
    printJson({ folder: at, ...also, machines: parts, everywhere });
    return;
  }
  for (const { name, ...one } of machines) {
    print(`\n${paint("bold", name)}`);
    show(one);
  }
  if (everywhere === undefined) return;
  print(`\n${drawEverywhere(everywhere, { all: false })}`);
  print(`${paint("dim", "All comparisons, machine by machine:")} ${everywhere.file}`);
}

/** A part's own run, if a fleet left one in its folder: that one has the machine's traces too. */
async function ownRun(folder: string, { environment }: Run): Promise<Run | undefined> {
  if (!existsSync(files(folder).plan)) return undefined;
  const run = await readRun(folder);
  const idsOf = ({ machines }: Run["environment"]) => machines.map(({ id }) => id).join();
  return idsOf(run.environment) === idsOf(environment) ? run : undefined;
}

async function writeReports(run: Omit<Run, "folder">, at: string): Promise<Reported> {
  const { plan, environment } = run;
  const [machine] = environment.machines;
  const calibrations = machine && calibrationsFor(await lastCalibrations(root, machine.id), plan.profile);
  const calibration = calibrations && printCalibrations(calibrations, profileOf(plan.profile.forks));
  const examples = [...new Set(plan.cases.map(({ example }) => example))];
  // What is recorded of this project's examples says nothing of others that have the same names.
  const isOurs = plan.files === undefined;
  const sources = isOurs ? await readSources(sourcesOf, examples, plan.models) : new Map();
  const painting = paintSources(sources, join(root, "node_modules"));
  const [ownShares, counts] = isOurs
    ? await Promise.all([
        readOwnShares(join(dataFolder, "benchmarks", "reference")),
        readRecordedCounts(pathToFileURL(`${dataFolder}/`)),
      ])
    : [undefined, undefined];
  const evidence = { ...run, summary: summarize(factsOf(run)), calibration, ownShares, counts };
  const painted = await painting;
  const order = await recordedOrder(catalogueFile);
  const written = { markdown: join(at, "report.md"), html: join(at, "report.html") };
  await makeFolder(at);
  await writeFile(written.markdown, renderMarkdown(evidence));
  await writeFile(written.html, await renderHtml(evidence, painted, { order }));
  const trace = run.traces.size === 0 ? undefined : join(at, "trace.json");
  if (trace !== undefined) await writeFile(trace, textOf(chromeTraceOf(run)));
  return { evidence, calibrations, files: written, trace };
}

function jsonOf({ evidence, calibrations, files, trace }: Reported): object {
  const { summary, missing, skipped } = evidence;
  return {
    reports: files,
    ...(trace === undefined ? {} : { trace }),
    summary,
    missing,
    skipped,
    ...(calibrations?.idle === undefined ? {} : { calibration: calibrations.idle }),
    ...(calibrations?.loaded === undefined ? {} : { calibrationLoaded: calibrations.loaded }),
  };
}

function show({ evidence, files, trace }: Reported): void {
  const width = Math.min(columns(), 140);
  process.stdout.write(`\n${renderTerminal(evidence, { width, color: canColor(process.stdout) })}`);
  print();
  for (const file of Object.values(files)) print(`${paint("dim", "Report:")} ${file}`);
  if (trace !== undefined) print(`${paint("dim", "Trace, for ui.perfetto.dev:")} ${trace}`);
}

/** The traces of a run's cells, in plan order; duplicates would show nothing new. */
export function chromeTraceOf({ plan, traces }: Pick<Evidence, "plan" | "traces">): ChromeTrace {
  return toChromeTrace(
    plan.cells.flatMap(({ id, example, input, model, runtime, duplicateOf }) => {
      const trace = traces.get(id)?.trace;
      // An example has a trace for each of its inputs, so the name must include the input.
      return trace === undefined || duplicateOf !== undefined
        ? []
        : [{ example: `${example} ${input}`, model, runtime, trace }];
    }),
  );
}

/** A trace as JSON, one event per line; in pieces, because a long one exceeds the maximum length of a string. */
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
 * @throws Usage when the format does not exist, or several machines measured the same; RunUnreadable when the folder
 * does not hold a run.
 */
export async function exportRun(folder: string, format: string): Promise<void> {
  const write = exports[known("format", format, Object.keys(exports))] as (summary: Summary) => string;
  const run = await readTold(folder);
  const parts = byMachine(run);
  if (parts.length > 1) {
    throw new Usage(
      `Cannot export ${run.folder} as one: ${parts.map(({ name }) => name).join(", ")} measured the same; export the run of each`,
    );
  }
  process.stdout.write(write(summarize(factsOf(run))));
}
