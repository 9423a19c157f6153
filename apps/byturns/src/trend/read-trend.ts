// Reads one figure of every cell from runs and from what was exported of them.
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { byMachine, files, metricNamed, type Run, readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { type MetricFacts, median, medianInterval } from "@byturns/statistics";
import { skippedIn } from "../results/skipped.ts";
import { Usage } from "../text/errors.ts";
import type { TrendPoint, TrendSource } from "./points.ts";
import { readExport, withoutVersion } from "./read-exports.ts";

/**
 * Reads points from paths: a run's folder, a folder of runs and exports, or an exported CSV or JSON file.
 *
 * @param wanted a metric's id, or `p95` or `p99`.
 * @throws Usage when nothing could be read, or no run has the metric.
 */
export async function readTrend(paths: readonly string[], wanted = "wallMs"): Promise<TrendSource> {
  const id = metricNamed(wanted);
  const points: TrendPoint[] = [];
  const skipped: string[] = [];
  const metrics = new Map<string, MetricFacts>();
  for (const path of paths) {
    for (const source of await sourcesOf(path, skipped)) {
      try {
        if (source.isRun) points.push(...pointsOf(await readRun(source.path), id, metrics, skipped));
        else points.push(...(await exportedPoints(source.path, id, skipped)));
      } catch (error) {
        skipped.push(`Skipped ${source.path}: ${(error as Error).message}`);
      }
    }
  }
  if (points.length === 0) {
    const known = [...metrics.keys()].filter((one) => !one.includes("/"));
    const hint = known.length > 0 && !metrics.has(id) ? ` The runs have: ${known.join(", ")}.` : "";
    throw new Usage([`There is no figure "${wanted}" in ${paths.join(", ")}.${hint}`, ...skipped].join("\n"));
  }
  const { title, unit } = metrics.get(id) ?? {
    title: id === "wallMs" ? "Time" : id,
    unit: id.endsWith("Ms") ? "ms" : "",
  };
  return { metric: { id, title, unit }, points, skipped };
}

interface Source {
  readonly path: string;
  readonly isRun: boolean;
}

/** How deep runs may lie in a folder: what CI kept has folders for days, machines and shards. */
const deepest = 4;

/** A path as what can be read: itself, or what is in it. */
async function sourcesOf(path: string, skipped: string[], depth = 0): Promise<readonly Source[]> {
  const there = await stat(path).catch(() => undefined);
  if (there === undefined) {
    skipped.push(`Skipped ${path}: there is no such file or folder`);
    return [];
  }
  if (!there.isDirectory()) return [{ path, isRun: false }];
  if (await isRun(path)) return [{ path, isRun: true }];
  const entries = (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const inside: Source[] = [];
  for (const entry of entries) {
    const at = join(path, entry.name);
    if (entry.isFile() && /\.(csv|json)$/i.test(entry.name)) inside.push({ path: at, isRun: false });
    if (entry.isDirectory() && depth < deepest) inside.push(...(await sourcesOf(at, skipped, depth + 1)));
  }
  if (inside.length === 0) skipped.push(`Skipped ${path}: it holds no run, and no exported CSV or JSON`);
  return inside;
}

async function isRun(folder: string): Promise<boolean> {
  const plan = await stat(files(folder).plan).catch(() => undefined);
  return plan?.isFile() ?? false;
}

async function exportedPoints(
  file: string,
  metric: string,
  skipped: string[],
): Promise<readonly TrendPoint[]> {
  const text = await readFile(file, "utf8");
  const { mtimeMs } = await stat(file);
  // What CI keeps is copied about, which changes a file's time; a date in its name is kept.
  const [named] = /\d{4}-\d\d-\d\d(?:T\d\d[:-]?\d\d(?:[:-]?\d\d)?)?/.exec(basename(file)) ?? [];
  const atMs = named === undefined ? mtimeMs : timeOf(named);
  const read = readExport({ file, text, atMs: Number.isFinite(atMs) ? atMs : mtimeMs, metric });
  if (typeof read !== "string") return read;
  skipped.push(`Skipped ${file}: ${read}`);
  return [];
}

/** `2026-01-02` or `2026-01-02T10-30`, in UTC. */
function timeOf(named: string): number {
  const [day = "", time = ""] = named.split("T");
  const digits = time.replaceAll(/\D/g, "").padEnd(6, "0");
  const [h, m, s] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)];
  return Date.parse(`${day}T${h}:${m}:${s}Z`);
}

function pointsOf(
  run: Run,
  metric: string,
  metrics: Map<string, MetricFacts>,
  skipped: string[],
): readonly TrendPoint[] {
  skipped.push(...skippedIn(run.folder, run.skipped));
  const parts = byMachine(run);
  return parts.flatMap(({ name, run: part }) => {
    const facts = factsOf(part);
    for (const one of facts.metrics) metrics.set(one.id, one);
    const forks = Map.groupBy(facts.forks, ({ cell }) => cell);
    const machine = part.environment.machines.map(({ id, name, cpu }) => `${name ?? id} (${cpu})`).join(", ");
    return facts.cells.flatMap((cell): TrendPoint[] => {
      if (cell.duplicateOf !== undefined || cell.unsupported !== undefined) return [];
      const mine = forks.get(cell.id) ?? [];
      const values = mine.flatMap(({ outcome, figures }) => {
        const value = outcome === "done" ? figures[metric] : undefined;
        return value === undefined ? [] : [value];
      });
      const wrong = mine.filter(({ outcome }) => outcome === "wrong").length;
      if (wrong > 0) {
        skipped.push(
          `Skipped ${cell.id} of ${run.folder}: ${wrong} of its ${mine.length} forks gave a wrong output`,
        );
        return [];
      }
      if (values.length === 0) return [];
      const runtime = run.plan.runtimes.find(({ key }) => key === cell.runtime);
      const { low, high } = medianInterval(values);
      const name_ = [cell.example, cell.input, cell.model, runtime?.id ?? withoutVersion(cell.runtime)].join(
        "/",
      );
      return [
        {
          atMs: Date.parse(run.plan.madeAt),
          source: run.folder,
          commit: run.environment.commit?.slice(0, 12),
          cell: parts.length > 1 ? `${name_} on ${name}` : name_,
          value: median(values),
          ...(values.length >= 6 ? { low, high } : {}),
          forks: values.length,
          runtime: runtime === undefined ? cell.runtime : `${runtime.id}@${runtime.version}`,
          machine,
          setting: settingOf(run, cell),
        },
      ];
    });
  });
}

/** What a figure depends on beside code, runtime and machine. */
function settingOf({ plan }: Run, cell: { readonly example: string; readonly input: string }): string {
  const { value, batch } =
    plan.cases.find(({ example, input }) => example === cell.example && input === cell.input) ?? {};
  const { warmUpMs, measureMs } = plan.profile;
  return JSON.stringify([value, batch, plan.threads, warmUpMs, measureMs]);
}
