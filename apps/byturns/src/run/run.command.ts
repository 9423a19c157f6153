// `byturns run`: one example, seen.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../text/action.ts";
import { json, models, threads } from "../text/flags.ts";

export const run = Command.make("run", {
  example: Argument.String("example").pipe(Argument.withDescription("See byturns list")),
  models,
  runtimes: Flag.String("runtime").pipe(
    Flag.withDescription(
      "A runtime (node, deno@2.8, a path), several parted by commas, or all. Default: node",
    ),
    Flag.atLeast(0),
  ),
  input: Flag.String("input").pipe(
    Flag.withDescription("One of the example's inputs. Default: article where there is one, else test"),
    Flag.optional,
  ),
  settings: Flag.String("set").pipe(
    Flag.withDescription("Set a value of the input, its key nested by dots; repeatable"),
    Flag.withMetavar("<key=value>"),
    Flag.atLeast(0),
  ),
  threads,
  trace: Flag.Path("trace").pipe(
    Flag.withDescription("Write what the tasks did to this file, for ui.perfetto.dev"),
    Flag.withMetavar("<file>"),
    Flag.optional,
  ),
  json,
}).pipe(
  Command.withDescription(
    "Run an example once for each model, with its lines as they are printed, its timeline, and whether its result is right",
  ),
  Command.withShortDescription("Run an example, and see what its tasks do"),
  Command.withExamples([
    { command: "byturns run say-after", description: "The article's figures, in every model" },
    {
      command: "byturns run fib --model threads --runtime all --input test",
      description: "One model under all runtimes",
    },
    {
      command: "byturns run say-after --set order=sequential --set lines.0.delayMs=300",
      description: "With values of your own",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { runExample } = await import("./run.ts");
      return runExample(
        {
          ...flags,
          input: Option.getOrUndefined(flags.input),
          threads: Option.getOrUndefined(flags.threads),
          trace: Option.getOrUndefined(flags.trace),
        },
        signal,
      );
    }),
  ),
);
