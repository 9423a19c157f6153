// Figures that `byturns report --export` wrote, for whoever kept those and not the runs: CSV, and the JSON of
// github-action-benchmark.
import type { TrendPoint } from "./points.ts";

interface Exported {
  readonly file: string;
  readonly text: string;
  /** When it was measured: exports have no date of their own. */
  readonly atMs: number;
  readonly metric: string;
}

/**
 * The points of an exported file.
 *
 * @returns the points, or why it has none, as the end of a sentence.
 */
export function readExport({ file, text, atMs, metric }: Exported): readonly TrendPoint[] | string {
  const head = { atMs, source: file };
  return /^\s*[[{]/.test(text) ? ofJson(text, metric, head) : ofCsv(text, metric, head);
}

type Head = Pick<TrendPoint, "atMs" | "source">;

function ofCsv(text: string, metric: string, head: Head): readonly TrendPoint[] | string {
  const [names = [], ...rows] = records(text);
  const missing = ["example", "input", "model", "runtime", "metric", "median"].find(
    (name) => !names.includes(name),
  );
  if (missing !== undefined) return `it is no export of byturns: it has no column "${missing}"`;
  const points = rows.flatMap((row): TrendPoint[] => {
    const of = (name: string) => row[names.indexOf(name)] ?? "";
    const number = (name: string) => (of(name) === "" ? undefined : Number(of(name)));
    const value = number("median");
    if (of("metric") !== metric || value === undefined || !Number.isFinite(value)) return [];
    const runtime = of("runtime");
    return [
      {
        ...head,
        cell: [of("example"), of("input"), of("model"), withoutVersion(runtime)].join("/"),
        value,
        low: number("median_low"),
        high: number("median_high"),
        forks: number("forks"),
        ...(runtime.includes("@") ? { runtime } : {}),
      },
    ];
  });
  return points.length === 0 ? `it has no figure "${metric}"` : points;
}

function ofJson(text: string, metric: string, head: Head): readonly TrendPoint[] | string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return `it is no JSON: ${(error as Error).message}`;
  }
  if (!Array.isArray(data))
    return "it is no export of byturns: expected a list of entries with name and value";
  if (metric !== "wallMs") return `this export holds times only, and no "${metric}"`;
  const points = data.flatMap(
    (entry: { readonly name?: unknown; readonly value?: unknown } | null): TrendPoint[] => {
      const { name, value } = entry ?? {};
      if (typeof name !== "string" || typeof value !== "number" || !Number.isFinite(value)) return [];
      const parts = name.split("/");
      const runtime = parts.at(-1) ?? "";
      const cell = [...parts.slice(0, -1), withoutVersion(runtime)].join("/");
      return [{ ...head, cell, value, ...(runtime.includes("@") ? { runtime } : {}) }];
    },
  );
  return points.length === 0 ? "it has no entry with a name and a value" : points;
}

/** The fields of a text as RFC 4180 has them, which is how our own export writes. */
function records(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end !== "," && end !== "") rows.push([]);
  }
  return rows.filter((row) => row.some((field) => field !== ""));
}

/** `node` of `node@26.10.0`. */
export function withoutVersion(runtime: string): string {
  return runtime.split("@")[0] ?? runtime;
}
