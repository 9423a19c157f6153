// Explains an example: how the time of its calls is spent, in each model under each runtime, and what differs between
// them.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bareSuffix } from "@byturns/context";
import { drawExplained, type Explained, renderExplained, takesUs } from "@byturns/explain";
import { Workbench } from "@byturns/lab/fork/workbench";
import { defaultThreads } from "@byturns/lab/plan/cores";
import { inCatalog } from "@byturns/lab/runtime/variation";
import { makeFolder } from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import { type UnitOfWork, unitOfWork } from "@byturns/spec/unit-of-work";
import * as Effect from "effect/Effect";
import * as Schema from "effect/Schema";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { chooseCatalog } from "../own/choose-catalog.ts";
import { expectOutputs } from "../own/expect.ts";
import { isOwn } from "../own/own-catalog.ts";
import { chooseBareCatalog } from "../own-share/bare-catalog.ts";
import { chooseInput } from "../run/settings.ts";
import { Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { known, knownAll, split } from "../text/nearest.ts";
import { refuseFile } from "../text/refuse-file.ts";
import { paint, print, printError, printJson } from "../text/terminal.ts";
import { explainTimed, type TimedCell, timeCell } from "./explain-cell.ts";

/** What to explain, from the command line. */
export interface ExplainOptions {
  readonly example: string;
  readonly models: readonly string[];
  readonly runtimes: readonly string[];
  readonly input: string | undefined;
  readonly settings: readonly string[];
  readonly threads: number | undefined;
  /** The folder for the page and the profiles. Default: one in `runs`, named after the time. */
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Enough for thousands of samples, and for two models under three runtimes within half a minute. */
const warmUpMs = 300;
const measureMs = 500;

/**
 * Profiles and counts an example, prints the table, and writes the page and the profiles.
 *
 * @returns the exit code.
 * @throws Usage when an argument is unknown, or no model can run it.
 * @throws CellFailed when a fork fails, or its result is wrong.
 */
export async function explainExample(options: ExplainOptions, signal: AbortSignal): Promise<number> {
  if (options.out !== undefined) refuseFile(options.out);
  const hasBare = split(options.models).some((one) => one.endsWith(bareSuffix));
  const { catalog, examples } = await (hasBare ? chooseBareCatalog : chooseCatalog)([options.example]);
  if (examples.length > 1)
    throw new Usage(`${options.example} has ${examples.join(", ")}: explain one file at a time`);
  const id = known("example", examples[0] as string, Object.keys(catalog.specs));
  const spec = catalog.specs[id] as AnySpec;
  const models = knownAll("model", options.models, catalog.models, catalog.usualModels);
  const { threads = defaultThreads() } = options;
  if (threads < 1) throw new Usage(`Cannot run with ${threads} threads: threads must be >= 1`);
  const input = chooseInput(
    spec,
    options.input ?? ("bench" in spec.inputs ? "bench" : undefined),
    options.settings,
  );
  const found = await chooseRuntimes(options.runtimes.length === 0 ? ["all"] : options.runtimes);
  const runtimes = found.map((one) => inCatalog(one, catalog) ?? one);
  const unit = isOwn(catalog)
    ? ownUnit(catalog.own.unitsOf(id, input.value))
    : unitOfWork(spec, Schema.decodeUnknownSync(spec.input)(input.value), threads);
  if (isOwn(catalog)) {
    await expectOutputs(catalog, [{ example: id, input: input.name, value: input.value }], runtimes, {
      signal,
    });
  }

  const timed: TimedCell[] = [];
  const refused: string[] = [];
  await using bench = new Workbench(catalog.root);
  for (const runtime of runtimes) {
    for (const model of models) {
      if (signal.aborted) return exitCodes.interrupted;
      const why =
        catalog.unsupported(model, id, runtime.id) ??
        (runtime.kind.explaining === undefined ? `${runtime.title} has no profiler` : undefined);
      if (why !== undefined) {
        refused.push(`${id}, ${model} on ${runtime.key}: ${why}`);
        continue;
      }
      const task = { example: id, model, runtime, value: input.value, threads, warmUpMs, measureMs, signal };
      timed.push(await timeCell(catalog, bench, task, unit.perCall));
    }
  }
  if (timed.length === 0) throw new Usage(refused.join("\n"));
  // Not two processes of one runtime: Deno's would share a database of compiled code, and its work would be counted.
  const counting = [...Map.groupBy(timed, ({ task }) => task.runtime.key).values()];
  const cells = await sideBySide(counting, signal, async (ofRuntime, given) => {
    const explained = [];
    for (const one of ofRuntime) {
      const { model, runtime } = one.task;
      const explanation = await explainTimed(catalog, { ...one, task: { ...one.task, signal: given } });
      explained.push({ ...explanation, model, runtime: runtime.key });
    }
    return explained;
  });

  const explained: Explained = {
    title: `${id}, ${input.name}: why it takes so long`,
    unit: unit.name,
    root: catalog.root,
    cells: cells.map(({ cell }) => cell),
    pairs: pairsOf(cells),
  };
  const folder = options.out ?? join(catalog.root, "runs", `${stamp()}-explain-${id}`);
  await makeFolder(folder);
  const page = join(folder, "explain.html");
  await writeFile(page, renderExplained(explained));
  for (const { model, runtime, files } of cells) {
    for (const [i, { text }] of files.entries()) {
      const thread = i === 0 ? "main" : `thread-${i}`;
      await writeFile(join(folder, `${model}--${runtime}--${thread}.cpuprofile`), text);
    }
  }
  if (options.json) printJson(asJson(explained));
  else {
    print(`${paint("bold", id)}, ${input.name}\n`);
    print(drawExplained(explained));
    for (const one of refused) print(paint("dim", one));
  }
  printError(`\nWrote ${page}, and the .cpuprofile files beside it`);
  return exitCodes.ok;
}

/** As many at once as there are cores; a failure or the signal aborts the signals of all. */
async function sideBySide<One, Other>(
  all: readonly One[],
  signal: AbortSignal,
  map: (one: One, signal: AbortSignal) => Promise<readonly Other[]>,
): Promise<readonly Other[]> {
  const effects = Effect.forEach(
    all,
    (one) =>
      Effect.callback<readonly Other[], unknown>((resume, given) => {
        const done = map(one, given).then(
          (other) => resume(Effect.succeed(other)),
          (error: unknown) => resume(Effect.fail(error)),
        );
        return Effect.promise(() => done);
      }),
    { concurrency: defaultThreads() },
  );
  return (await Effect.runPromise(effects, { signal })).flat();
}

/** The first unit that a file names, or the call. */
function ownUnit(units: Readonly<Record<string, number>>): UnitOfWork {
  const [first] = Object.entries(units);
  return first === undefined ? { name: "call", perCall: 1 } : { name: first[0], perCall: first[1] };
}

/** Under each runtime, models are compared with the first one; a single model is compared between runtimes. */
function pairsOf(
  cells: readonly { readonly model: string; readonly runtime: string }[],
): (readonly [number, number])[] {
  const isOneModel = new Set(cells.map(({ model }) => model)).size === 1;
  return cells.flatMap(({ runtime }, i): (readonly [number, number])[] => {
    const first = isOneModel ? 0 : cells.findIndex((one) => one.runtime === runtime);
    return first === i ? [] : [[first, i]];
  });
}

/** The table's figures, in microseconds per unit of work. */
function asJson({ unit, cells }: Explained) {
  return cells.map(({ name, units, weights, threads, plainUs, counts, outside }) => ({
    cell: name,
    unit,
    threads,
    profiledUs: takesUs({ weights, units, threads }),
    ...(plainUs === undefined ? {} : { plainUs }),
    attributed: weights.attributed,
    groupsUs: Object.fromEntries(Object.entries(weights.groups).map(([group, us]) => [group, us / units])),
    functions: weights.functions
      .slice(0, 10)
      .map(({ selfUs, ...one }) => ({ ...one, selfUs: selfUs / units })),
    ...(counts === undefined ? {} : { counts }),
    ...(outside === undefined ? {} : { outside }),
  }));
}

function stamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
}
