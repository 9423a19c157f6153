// Predicts a workload from a run, and prints it.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Advice,
  adviceColumns,
  adviceRows,
  advise as adviseFor,
  boundsText,
  checkWorkload,
  type Figures,
  hazardsOf,
  usualWorkload,
  type Workload,
  workloadFields,
  workloadNames,
} from "@byturns/advice";
import { figuresOf } from "@byturns/advice/figures-of";
import { readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { summarize } from "@byturns/statistics";
import { label } from "@byturns/text/plain";
import { table, wrap } from "@byturns/text/table";
import { catalogueFile, dataFolder } from "../layout.ts";
import { recordedOrder } from "../results/recorded-order.ts";
import { Usage } from "../text/errors.ts";
import { columns, paint, print, printError, printJson } from "../text/terminal.ts";
import { forms, readQuantity } from "./quantities.ts";

/** The flags as typed; undefined where left out. */
export interface AdviseFlags {
  readonly wait: string | undefined;
  readonly compute: string | undefined;
  readonly rate: string | undefined;
  readonly inFlight: string | undefined;
  readonly payload: string | undefined;
  readonly cores: string | undefined;
  readonly cancel: string | undefined;
  readonly deadline: string | undefined;
  readonly run: string | undefined;
  readonly json: boolean;
}

/** Which field of a workload each flag sets, and how it is written. */
const flagsOf = {
  waitMs: ["wait", "--wait", forms.time],
  computeMs: ["compute", "--compute", forms.time],
  ratePerSecond: ["rate", "--rate", forms.rate],
  inFlight: ["inFlight", "--in-flight", forms.count],
  payloadBytes: ["payload", "--payload", forms.size],
  cores: ["cores", "--cores", forms.count],
  cancelShare: ["cancel", "--cancel", forms.share],
  deadlineMs: ["deadline", "--deadline", forms.time],
} as const satisfies Readonly<Record<keyof Workload, readonly [keyof AdviseFlags, string, unknown]>>;

/**
 * The workload that the flags describe.
 *
 * @throws Usage when a value cannot be read, is out of its bounds, or must be an integer.
 */
export function workloadOf(flags: AdviseFlags): Workload {
  const workload: { -readonly [Name in keyof Workload]: Workload[Name] } = { ...usualWorkload };
  for (const name of workloadNames) {
    const [key, flag, form] = flagsOf[name];
    const text = flags[key];
    if (text === undefined) continue;
    const value = readQuantity(flag, text, form);
    const { min, max, isInteger } = workloadFields[name];
    if (value < min || value > max || (isInteger && !Number.isInteger(value)))
      throw new Usage(`Cannot predict for ${flag} ${text}: it must be ${boundsText(name)}`);
    workload[name] = value;
  }
  return checkWorkload(workload);
}

/**
 * Prints the prediction.
 *
 * @throws Usage when a flag's value is wrong, or the run lacks what predictions are made from; RunUnreadable when the
 * folder does not hold a run.
 */
export async function advise(flags: AdviseFlags): Promise<void> {
  const workload = workloadOf(flags);
  const folder =
    flags.run === undefined ? join(dataFolder, "benchmarks", "reference", "full") : resolve(flags.run);
  // A published command comes without the run, which is large.
  if (flags.run === undefined && !existsSync(folder))
    throw new Usage(
      "The reference run is not installed with this command: give a run of yours, --run <folder>",
    );
  const figures = await readFigures(folder);
  if (figures.cells.length === 0)
    throw new Usage(
      `Cannot predict from ${folder}: ${figures.without[0]?.why ?? "it has no cell of the input bench"}`,
    );
  const advice = adviseFor(workload, figures);
  if (flags.json) printJson(advice);
  else draw(advice);
}

/** What predictions are made from: the same figures that the run's page carries. */
export async function readFigures(folder: string): Promise<Figures> {
  const run = await readRun(folder);
  const order = await recordedOrder(catalogueFile);
  return figuresOf({
    id: run.plan.id,
    // Intervals come from the forks; the resamples of curves are not used.
    cells: summarize(factsOf(run), { resamples: 100 }).cells,
    cases: run.plan.cases,
    hazards: order === undefined ? [] : hazardsOf(order),
  });
}

function draw(advice: Advice): void {
  const width = Math.min(columns(), 120);
  const lines = (texts: readonly string[]) => {
    for (const text of texts) for (const line of wrap(`- ${text}`, width, "  ")) print(line);
  };
  const rows = adviceRows(advice);
  // Twelve columns do not fit a terminal: latency first, then what it costs.
  const shown = (wanted: readonly number[]) =>
    table([adviceColumns, ...rows].map((row) => wanted.map((i) => label(row[i] ?? ""))));
  for (const line of shown([0, 1, 2, 3, 4, 5])) print(line);
  print();
  for (const line of shown([0, 1, 6, 7, 8])) print(line);
  print();
  for (const line of shown([0, 1, 9, 10, 11])) print(line);
  print(`\n${paint("bold", "Why")}`);
  lines(advice.reasons);
  print(paint("bold", "What waits, and what a cancellation does"));
  lines(
    [...Map.groupBy(advice.cells, ({ model }) => model)].map(
      ([model, [cell]]) =>
        `${label(model)}: ${cell?.waits ?? ""}; a cancellation ${cell?.cancellation ?? ""}.`,
    ),
  );
  if (advice.changes.length > 0) {
    print(paint("bold", "What would change the answer"));
    lines(advice.changes);
  }
  for (const { model, runtime, why } of advice.without)
    printError(`Predicted without ${label(model)} under ${label(runtime)}: ${label(why)}`);
  print(
    `\n${paint("dim", "Predicted from run")} ${label(advice.run)}${paint("dim", "; docs/advice.md says how. Measure it here:")}`,
  );
  print(advice.command);
  lines(advice.leftOut);
}
