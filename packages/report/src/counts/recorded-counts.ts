// What calls of the project's own cells do, as it was counted and committed.
import { readFile } from "node:fs/promises";
import type { CountSummary } from "@byturns/explain";

/** The files of counts: what is equal in every fork, and what depends on timing. */
export interface RecordedCounts {
  readonly exact: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The least, the median and the most. */
  readonly spread: Readonly<Record<string, Readonly<Record<string, readonly [number, number, number]>>>>;
}

/** P while they were counted. */
export const countedThreads = 2;

/**
 * Reads them from `benchmarks/counts`; undefined where the project has none, as a copy without its benchmarks.
 *
 * @param root of the project, ending with a slash.
 */
export async function readRecordedCounts(root: URL): Promise<RecordedCounts | undefined> {
  const [exact, spread] = await Promise.all(
    ["exact.json", "spread.json"].map(async (name) => {
      const text = await readFile(new URL(`benchmarks/counts/${name}`, root), "utf8").catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code === "ENOENT") return undefined;
          throw error;
        },
      );
      return text === undefined ? undefined : (JSON.parse(text) as never);
    }),
  );
  return exact === undefined ? undefined : { exact, spread: spread ?? {} };
}

/** A cell as the files name it: its runtime is one of `node`, `deno`, `bun`. */
export interface CountedPlace {
  readonly example: string;
  readonly input: string;
  readonly model: string;
  readonly runtime: string;
}

/** What a call of a cell does; undefined where it was not counted. */
export function countsOf(
  { exact, spread }: RecordedCounts,
  { example, input, model, runtime }: CountedPlace,
): readonly CountSummary[] | undefined {
  const name = `${example}/${input}/${model}/${runtime}`;
  if (!Object.hasOwn(exact, name)) return undefined;
  const always = Object.entries(exact[name] ?? {}).map(([what, count]) => ({
    name: what,
    ...{ median: count, least: count, most: count, isExact: true },
  }));
  const varying = Object.entries(Object.hasOwn(spread, name) ? (spread[name] ?? {}) : {})
    .filter(([what]) => !always.some((one) => one.name === what))
    .map(([what, [least, median, most]]) => ({
      name: what,
      ...{ median, least, most, isExact: least === most },
    }));
  return [...always, ...varying];
}
