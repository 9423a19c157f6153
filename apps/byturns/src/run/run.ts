// Runs one example in some models under some runtimes, one after the other, and shows each as it runs.
import { writeFile } from "node:fs/promises";
import type { FoundRuntime, OneRun } from "@byturns/lab";
import { runOnce } from "@byturns/lab/once";
import { inCatalog } from "@byturns/lab/runtime/variation";
import type { ForkRecord } from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import { table } from "@byturns/text/table";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { chooseCatalog } from "../own/choose-catalog.ts";
import { expectOutputs } from "../own/expect.ts";
import { isOwn } from "../own/own-catalog.ts";
import { Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { known, knownAll } from "../text/nearest.ts";
import { whyBad } from "../text/outcomes.ts";
import { canColor, columns, paint, print, printError, printJson } from "../text/terminal.ts";
import { type ChosenInput, chooseInput } from "./settings.ts";

/** What to run, from the command line. */
export interface RunExampleOptions {
  readonly example: string;
  readonly models: readonly string[];
  readonly runtimes: readonly string[];
  readonly input: string | undefined;
  readonly settings: readonly string[];
  readonly threads: number | undefined;
  /** The file for the traces. */
  readonly trace: string | undefined;
  readonly json: boolean;
}

/** One run, for JSON. */
interface RunEntry {
  readonly example: string;
  readonly input: string;
  readonly model: string;
  readonly runtime: string;
  readonly unsupported?: string;
  readonly outcome?: ForkRecord["outcome"];
  readonly wallMs?: number;
  readonly ideal?: OneRun["ideal"];
  readonly outputs?: OneRun["outputs"];
  readonly trace?: OneRun["trace"];
}

/**
 * Runs an example and shows it.
 *
 * @returns the exit code: 1 when a run failed or its result is wrong.
 * @throws Usage when an argument is unknown, or no model can run it.
 */
export async function runExample(options: RunExampleOptions, signal: AbortSignal): Promise<number> {
  const { catalog, examples } = await chooseCatalog([options.example]);
  const ids = Object.keys(catalog.specs);
  if (examples.length > 1)
    throw new Usage(`${options.example} has ${examples.join(", ")}: run one file at a time`);
  const id = known("example", examples[0] as string, ids);
  const spec = catalog.specs[id] as AnySpec;
  const models = knownAll("model", options.models, catalog.models, catalog.usualModels);
  if (options.threads !== undefined && options.threads < 1) {
    throw new Usage(`Cannot run with ${options.threads} threads: threads must be >= 1`);
  }
  const input = chooseInput(spec, options.input, options.settings);
  const found = await chooseRuntimes(options.runtimes.length === 0 ? ["node"] : options.runtimes);
  const runtimes = found.map((one) => inCatalog(one, catalog) ?? one);
  if (isOwn(catalog)) {
    await expectOutputs(catalog, [{ example: id, input: input.name, value: input.value }], runtimes, {
      signal,
    });
  }
  const entries: RunEntry[] = [];
  for (const runtime of runtimes) {
    for (const model of models) {
      if (signal.aborted) return exitCodes.interrupted;
      entries.push(await runOne(model, runtime));
    }
  }
  if (entries.every(({ unsupported }) => unsupported !== undefined)) {
    throw new Usage(
      entries
        .map(({ model, runtime, unsupported }) => `${id}, ${model} on ${runtime}: ${unsupported}`)
        .join("\n"),
    );
  }
  if (options.trace !== undefined) await writeTraces(options.trace, entries);
  if (options.json) printJson(entries);
  else if (entries.length > 1) printTogether(entries);
  return entries.every(({ unsupported, outcome }) => unsupported !== undefined || outcome?._tag === "done")
    ? exitCodes.ok
    : exitCodes.bad;

  async function runOne(model: string, runtime: FoundRuntime): Promise<RunEntry> {
    const entry = { example: id, input: input.name, model, runtime: runtime.key };
    const unsupported = catalog.unsupported(model, id, runtime.id);
    if (!options.json) printHead(id, input, model, runtime);
    if (unsupported !== undefined) {
      if (!options.json) print(`  ${paint("dim", `not supported: ${unsupported}`)}\n`);
      return { ...entry, unsupported };
    }
    const one = await runOnce(
      catalog,
      { example: id, input: input.name, value: input.value, model, runtime },
      {
        signal,
        onLine: ({ atMs, text }) => {
          if (!options.json) print(`  ${paint("dim", `${atMs.toFixed(1).padStart(9)} ms`)}  ${text}`);
        },
        ...(options.threads === undefined ? {} : { threads: options.threads }),
      },
    );
    if (!options.json) await printRun(one);
    const wallMs = one.trace?.wallMs;
    return {
      ...entry,
      outcome: one.record.outcome,
      ideal: one.ideal,
      outputs: one.outputs,
      ...(wallMs === undefined ? {} : { wallMs }),
      ...(one.trace === undefined ? {} : { trace: one.trace }),
    };
  }
}

function printHead(id: string, input: ChosenInput, model: string, { title, version }: FoundRuntime): void {
  const parts = [paint("bold", id), input.name, paint("bold", model), `${title} ${version}`];
  print(parts.join(paint("dim", " · ")));
}

async function printRun(one: OneRun): Promise<void> {
  const { drawTimeline } = await import("@byturns/report/timeline/terminal");
  const { duration, factor } = await import("@byturns/text/figures");
  const { trace, ideal, record } = one;
  if (trace !== undefined && trace.spans.length > 0) {
    const drawn = drawTimeline(trace, {
      width: Math.min(columns(), 120) - 2,
      color: canColor(process.stdout),
    });
    print();
    for (const line of drawn.trimEnd().split("\n")) print(`  ${line}`);
    print();
  }
  if (trace !== undefined) {
    const over =
      ideal.ms === undefined || ideal.ms === 0
        ? ""
        : `, ${factor(trace.wallMs / ideal.ms)} of the ideal ${duration(ideal.ms)}`;
    print(`  ${duration(trace.wallMs)}${over} ${paint("dim", `(${ideal.why})`)}`);
  }
  if (record.outcome._tag === "done") print(`  ${paint("green", "✓")} right\n`);
  else
    print(
      `${whyBad(record)
        .map((line) => `  ${paint("red", "✕")} ${line}`)
        .join("\n")}\n`,
    );
}

function printTogether(entries: readonly RunEntry[]): void {
  const rows = entries.map(({ model, runtime, wallMs, outcome, unsupported }) => [
    model,
    runtime,
    wallMs === undefined ? "–" : `${wallMs.toFixed(1)} ms`,
    unsupported === undefined
      ? outcome?._tag === "done"
        ? "right"
        : (outcome?._tag ?? "")
      : `not supported: ${unsupported}`,
  ]);
  for (const line of table(rows, { right: [2] })) print(line);
  print(paint("dim", "One call each shows what happens, not what is faster: for that, run byturns bench."));
}

async function writeTraces(file: string, entries: readonly RunEntry[]): Promise<void> {
  const { toChromeTrace } = await import("@byturns/report/timeline/chrome-trace");
  const cells = entries.flatMap(({ example, model, runtime, trace }) =>
    trace === undefined ? [] : [{ example, model, runtime, trace }],
  );
  await writeFile(file, JSON.stringify(toChromeTrace(cells)));
  printError(`Wrote ${file}: open it at https://ui.perfetto.dev`);
}
