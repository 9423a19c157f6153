// `byturns list`: what there is.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import { action } from "../text/action.ts";
import { json } from "../text/flags.ts";

export const list = Command.make("list", {
  examples: Argument.String("example").pipe(
    Argument.withDescription("Only these. Default: all"),
    Argument.variadic(),
  ),
  short: Flag.Boolean("short").pipe(Flag.withDescription("A line each"), Flag.withDefault(false)),
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
      const { sayJson, say } = await import("../text/terminal.ts");
      const examples = await describeExamples(flags.examples);
      if (flags.json) sayJson(examples);
      else say(drawExamples(examples, flags.short));
    }),
  ),
);
