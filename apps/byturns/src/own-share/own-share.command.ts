// `byturns own-share`: the time of cells relative to the same work written bare.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import {
  integer,
  integerOr,
  json,
  list,
  manyArguments,
  models,
  path,
  text,
  threads,
  toggle,
} from "../text/flags.ts";

export const ownShare = Command.make("own-share", {
  examples: manyArguments("example", "Only these. Default: all examples"),
  models,
  runtimes: list(
    "runtime",
    "A runtime (node@24, a path), or several, comma-separated. Default: all that are installed",
  ),
  forks: integerOr("forks", 8, "Forks of each cell."),
  budget: text("budget", "How long it may take (90s, 10m): no rounds are run that would not end in time", {
    metavar: "<duration>",
  }),
  seed: integer("seed", "Every order of the run comes from it. Default: a fresh one"),
  threads,
  out: path("out", "The folder of the run. Default: one of its own under runs/", { alias: "o" }),
  resume: path("resume", "Go on with the run in this folder; its plan stands", { metavar: "<folder>" }),
  show: path("show", "Only print the shares of the run in this folder", { metavar: "<folder>" }),
  write: path(
    "write",
    "Also write the shares into this file, which reports and pages show; reasons in it are kept",
    {
      metavar: "<file>",
    },
  ),
  dryRun: toggle("dry-run", "Only show the plan"),
  json,
}).pipe(
  Command.withDescription(
    "Measure every cell beside the same work written bare, interleaved in one run: how many times its bare work a cell takes, with its interval, and which cells take more than 1.05 times as long",
  ),
  Command.withShortDescription("Measure what examples take beside their bare work"),
  Command.withExamples([
    {
      command: "byturns own-share",
      description: "All examples, in all models, under all runtimes: about 40 minutes on two cores",
    },
    { command: "byturns own-share --budget 10m", description: "The same with as many forks as end in time" },
    {
      command: "byturns own-share bounded-map --model fibers,threads --forks 45",
      description: "One example, more forks",
    },
    {
      command: "byturns own-share --write benchmarks/reference/own-share.json",
      description: "Replace the committed shares, about 40 minutes on two cores",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { ownShare } = await import("./own-share.ts");
      return ownShare(flags, signal);
    }),
  ),
);
