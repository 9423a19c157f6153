// `byturns list`: the examples.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { json, manyArguments, toggle } from "../text/flags.ts";

export const list = Command.make("list", {
  examples: manyArguments("example", "Only these. Default: all"),
  short: toggle("short", "A line each"),
  json,
}).pipe(
  Command.withDescription(
    "Show the examples: questions, inputs, models, and the permissions they need under Deno",
  ),
  Command.withShortDescription("Show the examples"),
  Command.withExamples([
    { command: "byturns list --short", description: "Every example and its question" },
    { command: "byturns list say-after log", description: "All about two of them" },
    { command: "byturns list --json", description: "For machines" },
  ]),
  Command.withHandler((flags) =>
    action(async () => {
      const { describeExamples, drawExamples } = await import("./list.ts");
      const { print, printJson } = await import("../text/terminal.ts");
      const examples = await describeExamples(flags.examples);
      if (flags.json) printJson(examples);
      else print(drawExamples(examples, flags.short));
    }),
  ),
);
