// Reads a run from its folder. Everything is decoded by its schema; what does not decode is reported and skipped.
import { type FileHandle, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { label } from "@byturns/text";
import type * as Schema from "effect/Schema";
import { type Decoded, jsonDecoder } from "../decode.ts";
import { Environment } from "../environment.ts";
import { RunUnreadable } from "../errors.ts";
import { type ForkHead, ForkRecord, forkKey } from "../fork.ts";
import { Plan, schemaVersion } from "../plan.ts";
import type { Run, Skipped } from "../run.ts";
import { files } from "./folder.ts";
import { CellTrace } from "./trace.ts";

/**
 * Reads a run's plan.
 *
 * @throws RunUnreadable when the folder does not hold a run, or its plan cannot be read, is of a later version, does not
 * decode, or names what it does not have.
 */
export async function readPlan(folder: string): Promise<Plan> {
  const path = files(folder).plan;
  const plan = await readWhole(path, Plan, folder);
  const why = whyContradictory(plan);
  if (why === undefined) return plan;
  throw new RunUnreadable(`${path} is damaged: ${why}`);
}

/** What a plan names that it does not have; undefined if it has all of it. */
function whyContradictory({ cells, runtimes, rounds, sequence }: Plan): string | undefined {
  const named = [
    ...rounds.flatMap(({ order }) => order),
    ...(sequence?.asked ?? []).flat(),
    ...(sequence?.decisions ?? []).flatMap(({ a, b }) => [a, b]),
  ];
  const unknown = named.find((i) => cells[i] === undefined);
  if (unknown !== undefined) return `it names cell ${unknown}, and has ${cells.length} cells`;
  const [ids, keys] = [new Set<string>(), new Set(runtimes.map(({ key }) => key))];
  for (const { id, runtime } of cells) {
    if (ids.has(id)) return `it has the cell ${label(id)} twice`;
    ids.add(id);
    if (!keys.has(runtime)) return `it has no runtime ${label(runtime)}, which the cell ${label(id)} names`;
  }
  const again = cells.find(({ duplicateOf }) => duplicateOf !== undefined && !ids.has(duplicateOf));
  return again === undefined
    ? undefined
    : `the cell ${label(again.id)} duplicates ${label(again.duplicateOf ?? "")}, which it does not have`;
}

/**
 * Reads the environment of a run.
 *
 * @throws RunUnreadable as `readPlan` does.
 */
export async function readEnvironment(folder: string): Promise<Environment> {
  return readWhole(files(folder).environment, Environment, folder);
}

/**
 * Reads a whole run.
 *
 * @throws RunUnreadable when the folder does not hold a run, or its plan or environment is of a later version or does
 * not decode.
 * @example
 * ```ts
 * const run = await readRun("runs/2026-11-23-quick");
 * run.forks.filter((fork) => fork.outcome._tag === "done").length;
 * run.skipped; // [{ file: "forks.ndjson", line: 12, why: "no JSON: …" }]
 * ```
 */
export async function readRun(folder: string): Promise<Run> {
  const plan = await readPlan(folder);
  const environment = await readEnvironment(folder);
  const { kept: forks, skipped } = await readForks(folder, plan, (text) => text);
  const traces = await readTraces(folder, skipped);
  const planned = plan.rounds.reduce((sum, { order }) => sum + order.length, 0);
  return { folder, plan, environment, forks, traces, skipped, missing: planned - forks.length };
}

/**
 * Reads the forks that `readRun` would keep, without their samples, which are most of the file: enough for resuming.
 */
export async function readHeads(folder: string, plan: Plan): Promise<readonly ForkHead[]> {
  return (await readForks(folder, plan, (text) => text.replace(samples, '"samplesMs":[]'))).kept;
}

/** The last version of byturns that reads a schema no longer supported here. */
const readableBy: Readonly<Record<string, string>> = { "1": "0.1 (commit 297120d)" };

/** A list of amounts as written by JSON; it cannot occur in a string of a record, because quotes are escaped there. */
const number = String.raw`(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const samples = new RegExp(`"samplesMs":\\[(?:${number}(?:,${number})*)?\\]`);

const decodeFork = jsonDecoder(ForkRecord);

/** Forks of the plan, each once; everything else in the file is skipped. */
async function readForks(
  folder: string,
  plan: Plan,
  prepare: (text: string) => string,
): Promise<{ kept: ForkRecord[]; skipped: Skipped[] }> {
  const planned = new Set(
    plan.rounds.flatMap(({ order }, round) =>
      order.map((i) => forkKey({ round, cell: plan.cells[i]?.id ?? "" })),
    ),
  );
  const seen = new Map<string, number>();
  const kept: ForkRecord[] = [];
  const skipped: Skipped[] = [];
  const judge = (decoded: Decoded<ForkRecord>, line: number): string | undefined => {
    if ("why" in decoded) return decoded.why;
    const fork = decoded.value;
    const key = forkKey(fork);
    if (fork.plan !== plan.id) return `a fork of another plan, ${label(fork.plan)}`;
    if (!planned.has(key)) return `a fork that is not planned: ${label(fork.cell)} in round ${fork.round}`;
    const before = seen.get(key);
    if (before !== undefined)
      return `the same fork as line ${before}: ${label(fork.cell)} in round ${fork.round}`;
    seen.set(key, line);
    kept.push(fork);
    return undefined;
  };
  let line = 0;
  for await (const text of forkLines(folder)) {
    line += 1;
    if (text === "") continue;
    const why = judge(decodeFork(prepare(text)), line);
    if (why !== undefined) skipped.push({ file: "forks.ndjson", line, why });
  }
  return { kept, skipped };
}

/** The lines of a run's forks, from `forks.ndjson` or, where that is not there, from what `gzip` made of it. */
async function* forkLines(folder: string): AsyncGenerator<string> {
  const at = files(folder);
  await using plain = await open(at.forks).catch((error) => {
    if (isAbsent(error)) return undefined;
    throw unreadable(at.forks, error);
  });
  if (plain !== undefined) {
    try {
      yield* plain.readLines({ highWaterMark: chunkBytes });
    } catch (error) {
      throw unreadable(at.forks, error);
    }
    return;
  }
  await using packed: FileHandle = await open(at.packedForks).catch((error) => {
    if (!isAbsent(error)) throw unreadable(at.packedForks, error);
    throw new RunUnreadable(`${folder} has neither forks.ndjson nor forks.ndjson.gz`, { cause: error });
  });
  // Both streams end with the error that one of them has; it comes out where the lines are read.
  const unpacked = pipeline(packed.createReadStream({ highWaterMark: chunkBytes }), createGunzip(), () => {});
  try {
    yield* createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw new RunUnreadable(`${at.packedForks} is damaged: ${(error as Error).message}`);
  }
}

const chunkBytes = 1_048_576;

async function readTraces(folder: string, skipped: Skipped[]): Promise<Map<string, CellTrace>> {
  const decode = jsonDecoder(CellTrace);
  const at = files(folder).traces;
  const traces = new Map<string, CellTrace>();
  const names = await readdir(at).catch((): string[] => []);
  for (const name of names.filter((name) => name.endsWith(".json")).sort()) {
    const decoded = await readFile(join(at, name), "utf8").then(decode, (error: Error) => ({
      why: `it cannot be read: ${error.message}`,
    }));
    if ("why" in decoded) skipped.push({ file: join("traces", name), line: undefined, why: decoded.why });
    else traces.set(decoded.value.cell, decoded.value);
  }
  return traces;
}

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR";
}

/** What is there and cannot be read: a folder, a loop of links, a file of another user. */
function unreadable(path: string, error: unknown): RunUnreadable {
  return new RunUnreadable(`Cannot read ${path}: ${(error as Error).message}`);
}

async function readWhole<A>(path: string, schema: Schema.Codec<A, unknown>, folder: string): Promise<A> {
  const text = await readFile(path, "utf8").catch((error) => {
    if (!isAbsent(error)) throw unreadable(path, error);
    throw new RunUnreadable(`${folder} is not a run: it has no ${path.slice(folder.length + 1)}`, {
      cause: error,
    });
  });
  const version = /"schema":\s*(\d+)/.exec(text.slice(0, 40))?.[1];
  if (version !== undefined && Number(version) !== schemaVersion) {
    const reader =
      Number(version) > schemaVersion ? "a later byturns" : `byturns ${readableBy[version] ?? "0.1"}`;
    throw new RunUnreadable(
      `${path} has schema ${version}; this version reads schema ${schemaVersion}: read it with ${reader}`,
    );
  }
  const decoded = jsonDecoder(schema)(text);
  if ("why" in decoded) throw new RunUnreadable(`${path} is damaged: ${decoded.why}`);
  return decoded.value;
}
