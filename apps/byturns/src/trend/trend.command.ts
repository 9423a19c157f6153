// `byturns trend`: one figure of each cell over many runs, and where it shifted.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { integerOr, json, manyArguments, path, text } from "../text/flags.ts";

export const trend = Command.make("trend", {
  paths: manyArguments(
    "runs",
    "Folders of runs, a folder that holds them, or files that byturns report --export wrote (csv, github-action-benchmark)",
    1,
  ),
  metric: text("metric", "What is shown: wallMs, p95, p99, cpuMs, peakRssBytes, … Default: wallMs"),
  html: path("html", "Write the page into this file. Default: trend.html", { metavar: "<file>" }),
  seed: integerOr("seed", 1, "Seed of the test for shifts."),
  json,
}).pipe(
  Command.withDescription(
    "Show one figure of each cell over time, with the runs where it shifted (E-divisive), and where a runtime or machine changed",
  ),
  Command.withShortDescription("Show figures over time, and where they shifted"),
  Command.withExamples([
    { command: "byturns trend runs/", description: "Every run in a folder" },
    { command: "byturns trend kept/*.csv --metric p99", description: "What CI kept" },
  ]),
  Command.withHandler((flags) =>
    action(async () => {
      const { showTrend } = await import("./trend.ts");
      return showTrend(flags);
    }),
  ),
);
