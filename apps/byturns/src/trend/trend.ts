// Implements `byturns trend`.
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { terminalText } from "@byturns/text/plain";
import { exitCodes } from "../text/exit-codes.ts";
import { columns, paint, print, printError, printJson } from "../text/terminal.ts";
import { drawTrend } from "./draw-trend.ts";
import { readTrend } from "./read-trend.ts";
import { level, seriesOf } from "./series.ts";

interface TrendFlags {
  readonly paths: readonly string[];
  readonly metric: string | undefined;
  readonly html: string | undefined;
  readonly seed: number;
  readonly json: boolean;
}

/**
 * Prints the series and their shifts, and writes the page.
 *
 * @returns 0: a shift in the past is a finding, not a failure.
 * @throws Usage when nothing could be read; the system's error when the page cannot be written.
 */
export async function showTrend(flags: TrendFlags): Promise<number> {
  const source = await readTrend(flags.paths, flags.metric);
  for (const sentence of source.skipped) printError(terminalText(sentence));
  const series = seriesOf(source.points, flags.seed);
  const page = resolve(flags.html ?? "trend.html");
  const { metric, skipped } = source;
  if (flags.json) printJson({ metric, method: "E-divisive", level, series, skipped, page });
  else print(drawTrend(series, source, Math.min(columns(), 140)));
  // Loaded only now: the page needs many modules that text does not.
  const { renderTrendHtml } = await import("@byturns/report");
  await writeFile(page, await renderTrendHtml({ metric, level, series, skipped }));
  if (!flags.json) print(`${paint("dim", "Page:")} ${page}`);
  return exitCodes.ok;
}
