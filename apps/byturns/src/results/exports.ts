// A run's figures in the formats of other tools.
import {
  type CellSummary,
  type FigureSummary,
  type MetricFacts,
  medianInterval,
  type Summary,
} from "@byturns/statistics";
import { terminalText } from "@byturns/text/plain";

type Write = (summary: Summary) => string;

/** All formats by name. */
export const exports: Readonly<Record<string, Write>> = {
  csv,
  "github-action-benchmark": githubActionBenchmark,
  bencher,
};

/** One row for each cell and metric, as in RFC 4180. */
function csv(summary: Summary): string {
  const head = [
    ...["example", "input", "model", "runtime", "metric", "unit", "better"],
    ...["forks", "median", "lower_quartile", "upper_quartile", "min", "max"],
    ...["factor_to_best", "factor_low", "factor_high", "verdict", "median_low", "median_high"],
    ...["better_mode_forks", "better_mode_median", "worse_mode_forks", "worse_mode_median"],
  ];
  const rows = figuresOf(summary).map(({ cell, metric, figure }) => {
    const { factor, verdict } = figure.toBest ?? {};
    // With fewer than 6 forks no interval covers the median 95 times in 100.
    const { low, high } =
      figure.forks < 6 ? { low: "", high: "" } : medianInterval(figure.values.map(({ value }) => value));
    return [
      ...[
        cell.example,
        cell.input,
        cell.model,
        cell.runtime,
        metric.id,
        metric.unit,
        metric.better ?? "",
      ].map(textField),
      ...[figure.forks, figure.median, figure.lowerQuartile, figure.upperQuartile, figure.min, figure.max],
      ...[factor?.estimate ?? "", factor?.low ?? "", factor?.high ?? "", verdict ?? "", low, high],
      ...[figure.modes?.better.forks ?? "", figure.modes?.better.median ?? ""],
      ...[figure.modes?.worse.forks ?? "", figure.modes?.worse.median ?? ""],
    ].join(",");
  });
  return `${[head.join(","), ...rows].join("\r\n")}\r\n`;
}

/** The wall times for https://github.com/benchmark-action/github-action-benchmark, tool `customSmallerIsBetter`. */
function githubActionBenchmark(summary: Summary): string {
  const entries = wallTimesOf(summary).map(({ cell, metric, figure }) => ({
    name: nameOf(cell),
    unit: metric.unit,
    value: figure.median,
    range: `${figure.lowerQuartile}–${figure.upperQuartile}`,
    extra: `${figure.forks} forks`,
  }));
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}

/** Bencher's metric format, https://bencher.dev/docs/reference/bencher-metric-format/, with latency in nanoseconds. */
function bencher(summary: Summary): string {
  const nanoseconds = (ms: number) => ms * 1e6;
  const entries = wallTimesOf(summary).map(({ cell, figure }) => [
    nameOf(cell),
    {
      latency: {
        value: nanoseconds(figure.median),
        lower_value: nanoseconds(figure.lowerQuartile),
        upper_value: nanoseconds(figure.upperQuartile),
      },
    },
  ]);
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}

interface Figure {
  readonly cell: CellSummary["cell"];
  readonly metric: MetricFacts;
  readonly figure: FigureSummary;
}

/** Every figure of every compared cell; duplicates would add nothing. */
function figuresOf({ cells, metrics }: Summary): Figure[] {
  return cells
    .filter(({ cell, notCompared }) => cell.duplicateOf === undefined && notCompared === undefined)
    .flatMap(({ cell, figures }) =>
      metrics.flatMap((metric) => {
        const figure = figures[metric.id];
        return figure === undefined ? [] : [{ cell, metric, figure }];
      }),
    );
}

const wallTimesOf = (summary: Summary) => figuresOf(summary).filter(({ metric }) => metric.id === "wallMs");

const nameOf = ({ example, input, model, runtime }: CellSummary["cell"]) =>
  [example, input, model, runtime].join("/");

/** Quoted where needed, never read as a formula by a spreadsheet, and without terminal control characters. */
function textField(field: string): string {
  const text = terminalText(field);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
