// `byturns compare`: what got better, worse, or cannot be told.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../text/action.ts";
import { json } from "../text/flags.ts";

export const compare = Command.make("compare", {
  base: Argument.Path("base").pipe(Argument.withDescription("The folder of the run to compare with")),
  head: Argument.Path("head").pipe(Argument.withDescription("The folder of the run in question")),
  failOver: Flag.String("fail-over").pipe(
    Flag.withDescription(
      "End with 1 when a cell got worse by more than this, and with 3 when that cannot be told of every cell",
    ),
    Flag.withMetavar("<5%>"),
    Flag.optional,
  ),
  metric: Flag.String("metric").pipe(
    Flag.withDescription("What is compared: wallMs, cpuMs, peakRssBytes, … Default: wallMs"),
    Flag.optional,
  ),
  markdown: Flag.Boolean("markdown").pipe(
    Flag.withDescription("Answer in Markdown, for a pull request"),
    Flag.withDefault(false),
  ),
  html: Flag.Path("html").pipe(
    Flag.withDescription("Also write a page of all cells into this file"),
    Flag.withMetavar("<file>"),
    Flag.optional,
  ),
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
    { command: "byturns compare base head --html changes.html", description: "As a page, too" },
    {
      command: 'byturns compare base head --fail-over 5% --markdown >> "$GITHUB_STEP_SUMMARY"',
      description: "In GitHub Actions",
    },
  ]),
  Command.withHandler((flags) =>
    action(async () => {
      const { compareFolders } = await import("./compare.ts");
      return compareFolders({
        ...flags,
        failOver: Option.getOrUndefined(flags.failOver),
        metric: Option.getOrUndefined(flags.metric),
        html: Option.getOrUndefined(flags.html),
      });
    }),
  ),
);
