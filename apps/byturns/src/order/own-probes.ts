// `byturns order ./mine.probe.ts`: a user's own probes, with a baseline beside them.
import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  type Catalogue,
  changesSince,
  loadOwn,
  mergeCatalogues,
  newestOf,
  type OwnProbe,
  ownFaults,
  ownFiles,
  type Probe,
  readCatalogue,
  renderProbe,
  renderProbeList,
  writeCatalogue,
} from "@byturns/order";
import { asUsage, Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { paint, print, printError, printJson } from "../text/terminal.ts";
import { describeChange } from "./describe-change.ts";
import type { OrderFlags } from "./flags.ts";
import { runProbes, tryProbes } from "./run-probes.ts";

/** The file beside the probes that holds what they showed. */
const baselineFile = "order.baseline.json";
/** A probe of one's own runs this often for each kind and runtime, unless `--times` says otherwise. */
const usualTimes = 20;

/** Lists a user's probes, after others if there are any. */
export async function listOwnProbes(
  paths: readonly string[],
  asJson: boolean,
  others: readonly Probe[] = [],
): Promise<number> {
  const { own, faults } = await loadAll(paths);
  for (const says of faults) printError(says);
  const all = [...others, ...own.map(({ probe }) => probe)];
  if (asJson) printJson(all.map(({ id, group, title, kinds }) => ({ id, group, title, kinds })));
  else {
    if (others.length > 0) print(renderProbeList(others, paint));
    for (const { file, probe } of own) print(`${file}\n${renderProbeList([probe], paint)}`);
  }
  return faults.length > 0 ? exitCodes.bad : exitCodes.ok;
}

/**
 * Runs a user's own probes, and compares them with the baseline beside them. What has no baseline yet is recorded.
 *
 * @returns 1 when a file holds no probe, a probe failed, or something that was settled has changed; otherwise 0.
 * @throws Usage when a path does not exist, two probes share an id, or a flag does not apply; the system's error when
 * the baseline cannot be written.
 */
export async function runOwnProbes(
  paths: readonly string[],
  flags: OrderFlags,
  signal: AbortSignal,
): Promise<number> {
  if (flags.list) return listOwnProbes(paths, flags.json);
  for (const flag of ["recorded", "issue", "write"] as const) {
    if (flags[flag] === undefined || flags[flag] === false) continue;
    throw new Usage(`--${flag} is for the catalogue's probes: leave it out with probes of your own`);
  }
  const { own, faults } = await loadAll(paths);
  const tried = await tryAll(own, flags, signal);
  for (const says of [...faults, ...tried.faults]) printError(says);
  let changed = false;
  let failed = faults.length + tried.faults.length > 0;
  const reports: unknown[] = [];
  for (const [folder, some] of Map.groupBy(tried.sound, ({ file }) => dirname(file))) {
    const probes = some.map(({ probe }) => probe);
    const seen = await runProbes(probes, { ...flags, times: flags.times ?? usualTimes }, signal);
    // Nobody reports a difference in a program of one's own upstream.
    const now = { ...seen, rows: seen.rows.map((row) => ({ ...row, upstream: [] })) };
    const bad = some.flatMap((one) => ownFaults(one, observedOf(now, one.probe)));
    for (const says of bad) printError(says);
    failed ||= bad.length > 0 || (now.stability?.wavering.length ?? 0) > 0;
    const file = flags.baseline === undefined ? join(folder, baselineFile) : resolve(flags.baseline);
    const report = await hold(file, now, flags.update);
    changed ||= report.changes.length > 0;
    if (flags.json) reports.push({ ...report, rows: now.rows });
    else {
      for (const { id } of probes) print(`${renderProbe(now, id, paint)}\n`);
      printReport(report);
    }
  }
  if (flags.json) printJson({ faults: [...faults, ...tried.faults], folders: reports });
  return failed || changed ? exitCodes.bad : exitCodes.ok;
}

interface Held {
  readonly baseline: string;
  readonly changes: ReturnType<typeof changesSince>;
  /** What the baseline did not hold yet: rows by id, with runtime and version. */
  readonly recorded: readonly string[];
  /** Rows whose program is another now than when it was recorded. */
  readonly rewritten: readonly string[];
}

/** Compares with a baseline, and records there what it does not hold yet; with `update`, everything. */
async function hold(file: string, now: Catalogue, update: boolean): Promise<Held> {
  const before = await readBaseline(file);
  const programs = new Map(before?.rows.map(({ id, program }) => [id, program]));
  const rewritten = now.rows
    .filter(({ id, program }) => programs.has(id) && programs.get(id) !== program)
    .map(({ id }) => id);
  const same = { ...now, rows: now.rows.filter(({ id }) => !rewritten.includes(id)) };
  const changes = before === undefined || update ? [] : changesSince(before, same);
  // A failed run is no order to hold a later one against, nor is one that changed unless that is wanted.
  const isKnown = (
    row: Catalogue["rows"][number],
    { runtime, version }: { runtime: string; version: string },
  ) =>
    before?.rows.some(
      ({ id, results }) =>
        id === row.id && results.some((one) => one.runtime === runtime && one.version === version),
    ) ?? false;
  const hasChanged = (id: string, runtime: string, version: string) =>
    changes.some(
      ({ probe, kind, after }) =>
        `${probe}/${kind}` === id && after.runtime === runtime && after.version === version,
    );
  const kept = now.rows.flatMap((row) => {
    const results = row.results.filter(
      (one) =>
        one.verdict !== "failed" &&
        (update || rewritten.includes(row.id) || !isKnown(row, one)) &&
        !hasChanged(row.id, one.runtime, one.version),
    );
    return results.length === 0 ? [] : [{ ...row, results }];
  });
  const recorded = kept.flatMap(({ id, results }) =>
    results.map(({ runtime, version }) => `${id} under ${runtime} ${version}`),
  );
  if (kept.length > 0) await writeBaseline(file, before, { ...now, rows: kept });
  return { baseline: file, changes, recorded, rewritten };
}

async function readBaseline(file: string): Promise<Catalogue | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return readCatalogue(text);
  } catch (error) {
    throw new Usage(
      `Cannot read the baseline ${file}: ${(error as Error).message}. Delete it to record a new one`,
    );
  }
}

async function writeBaseline(file: string, before: Catalogue | undefined, now: Catalogue): Promise<void> {
  const { stability: _, ...bare } = now;
  const ids = [...new Set([...(before?.rows ?? []), ...now.rows].map(({ probe }) => probe))].sort();
  const whole = before === undefined ? bare : mergeCatalogues(before, bare, ids);
  // Renamed into place: a full disk leaves the old baseline.
  await writeFile(`${file}.part`, writeCatalogue(whole));
  await rename(`${file}.part`, file);
}

function printReport({ baseline, changes, recorded, rewritten }: Held): void {
  for (const change of changes) print(describeChange(change));
  for (const id of rewritten)
    print(`${id}: its program is another than the recorded one, and recorded anew.`);
  if (recorded.length > 0) print(`Recorded in ${baseline}: ${recorded.join(", ")}.`);
  if (changes.length > 0) print(`Changed since ${baseline}; --update keeps the new orders.`);
  else if (recorded.length === 0) print(`Everything that ${baseline} has as settled is still so.`);
}

async function loadAll(paths: readonly string[]): Promise<{ own: OwnProbe[]; faults: string[] }> {
  const files = [...new Set((await asUsage(() => Promise.all(paths.map(ownFiles)))).flat())];
  const own: OwnProbe[] = [];
  const faults: string[] = [];
  for (const file of files) {
    const one = await loadOwn(file);
    if ("says" in one) faults.push(one.says);
    else {
      const other = own.find(({ probe }) => probe.id === one.probe.id);
      if (other !== undefined) faults.push(`${file}: ${other.file} has a probe of the same name; rename one`);
      else own.push(one);
    }
  }
  return { own, faults };
}

/** One run of each: what fails there is reported, and not run many times. */
async function tryAll(own: readonly OwnProbe[], flags: OrderFlags, signal: AbortSignal) {
  if (own.length === 0) return { sound: [], faults: [] };
  const observed = await tryProbes(
    own.map(({ probe }) => probe),
    flags,
    signal,
  );
  const told = own.map((one) => ({ one, says: ownFaults(one, observed) }));
  return {
    sound: told.filter(({ says }) => says.length === 0).map(({ one }) => one),
    faults: told.flatMap(({ says }) => says),
  };
}

function observedOf({ rows }: Catalogue, probe: Probe) {
  return rows
    .filter((row) => row.probe === probe.id)
    .flatMap(({ kind, results }) =>
      newestOf(results).map(({ runtime: id, version, frequencies, failures }) => ({
        probe,
        kind,
        target: { id, version, binaryPath: "", args: [] },
        frequencies,
        failures,
      })),
    );
}
