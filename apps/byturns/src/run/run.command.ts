// `byturns run`: runs one example and shows it.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { argument, json, list, models, path, text, threads } from "../text/flags.ts";

export const run = Command.make("run", {
  example: argument("example", "See byturns list; or a file of your own, such as ./orders.bench.ts"),
  models,
  runtimes: list(
    "runtime",
    "A runtime (node, deno@2.8, a path), several comma-separated, or all. Default: node",
  ),
  input: text("input", "One of the example's inputs. Default: article where there is one, else test"),
  settings: list("set", "Set a value of the input, its key nested by dots; repeatable", {
    metavar: "<key=value>",
  }),
  threads,
  trace: path("trace", "Write what the tasks did to this file, for ui.perfetto.dev", { metavar: "<file>" }),
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
      return runExample(flags, signal);
    }),
  ),
);
