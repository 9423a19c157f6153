// `byturns compare`: what got better, what got worse, and what is unclear.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { json, optionalPathArgument, path, pathArgument, text, toggle } from "../text/flags.ts";

export const compare = Command.make("compare", {
  base: pathArgument("base", "The folder of the run to compare with"),
  head: optionalPathArgument(
    "head",
    "The folder of the run in question; left out if the first folder is a run that was made with --against",
  ),
  failOver: text(
    "fail-over",
    "End with 1 when a cell got worse by more than this, and with 3 when that cannot be told of every cell",
    { metavar: "<5%>" },
  ),
  metric: text("metric", "What is compared: wallMs, p95, p99, cpuMs, peakRssBytes, … Default: wallMs"),
  markdown: toggle("markdown", "Answer in Markdown, for a pull request"),
  html: path("html", "Also write a page of all cells into this file", { metavar: "<file>" }),
  json,
}).pipe(
  Command.withDescription(
    "Compare two runs of the same cells, and say which got better, which got worse, and which cannot be told apart",
  ),
  Command.withShortDescription("Compare two runs"),
  Command.withExamples([
    { command: "byturns compare runs/main runs/branch", description: "What changed" },
    {
      command: "byturns compare base head --fail-over 5%",
      description: "For CI: 0 fine, 1 a regression, 3 too little evidence, or cells that are gone",
    },
    {
      command: "byturns compare runs/pull-request --fail-over 5%",
      description: "Both revisions of a run that was made with --against",
    },
    { command: "byturns compare base head --html changes.html", description: "As a page, too" },
    {
      command: 'byturns compare base head --fail-over 5% --markdown >> "$GITHUB_STEP_SUMMARY"',
      description: "In GitHub Actions",
    },
  ]),
  Command.withHandler((flags) =>
    action(async () => {
      const { compareFolders } = await import("./compare.ts");
      const { head, ...typed } = flags;
      return compareFolders({ ...typed, head });
    }),
  ),
);
