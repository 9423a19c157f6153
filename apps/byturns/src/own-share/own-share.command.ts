// `byturns own-share`: what cells take beside the same work written bare.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../text/action.ts";
import { json, models, threads } from "../text/flags.ts";

export const ownShare = Command.make("own-share", {
  examples: Argument.String("example").pipe(
    Argument.withDescription("Only these. Default: all examples"),
    Argument.variadic(),
  ),
  models,
  runtimes: Flag.String("runtime").pipe(
    Flag.withDescription(
      "A runtime (node@24, a path), or several, comma-separated. Default: all that are installed",
    ),
    Flag.atLeast(0),
  ),
  forks: Flag.Int("forks").pipe(
    Flag.withDescription("Forks of each cell. Default: 30"),
    Flag.withDefault(30),
  ),
  seed: Flag.Int("seed").pipe(
    Flag.withDescription("Every order of the run comes from it. Default: a fresh one"),
    Flag.optional,
  ),
  threads,
  out: Flag.Path("out").pipe(
    Flag.withDescription("The folder of the run. Default: one of its own under runs/"),
    Flag.withAlias("o"),
    Flag.optional,
  ),
  resume: Flag.Path("resume").pipe(
    Flag.withDescription("Go on with the run in this folder; its plan stands"),
    Flag.withMetavar("<folder>"),
    Flag.optional,
  ),
  show: Flag.Path("show").pipe(
    Flag.withDescription("Only print the shares of the run in this folder"),
    Flag.withMetavar("<folder>"),
    Flag.optional,
  ),
  dryRun: Flag.Boolean("dry-run").pipe(Flag.withDescription("Only show the plan"), Flag.withDefault(false)),
  json,
}).pipe(
  Command.withDescription(
    "Measure every cell beside the same work written bare, interleaved in one run: how many times its bare work a cell takes, with its interval, and which cells take more than 1.05 times as long",
  ),
  Command.withShortDescription("Measure what examples take beside their bare work"),
  Command.withExamples([
    { command: "byturns own-share", description: "All examples, in all models, under all runtimes" },
    {
      command: "byturns own-share bounded-map --model fibers,threads --forks 45",
      description: "One example, more forks",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { ownShare } = await import("./own-share.ts");
      return ownShare(
        {
          ...flags,
          seed: Option.getOrUndefined(flags.seed),
          threads: Option.getOrUndefined(flags.threads),
          out: Option.getOrUndefined(flags.out),
          resume: Option.getOrUndefined(flags.resume),
          show: Option.getOrUndefined(flags.show),
        },
        signal,
      );
    }),
  ),
);
