// `byturns copy`: an example as a file of one's own.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import { action } from "../text/action.ts";
import { json } from "../text/flags.ts";

export const copy = Command.make("copy", {
  example: Argument.String("example").pipe(Argument.withDescription("See byturns list")),
  model: Flag.String("model").pipe(
    Flag.withDescription("Which model's version: promises, fibers, threads or cluster"),
  ),
  to: Flag.Path("to").pipe(Flag.withDescription("The folder that gets it; made if it is not there")),
  withTest: Flag.Boolean("with-test").pipe(
    Flag.withDescription("With a test for node:test, which also needs effect"),
    Flag.withDefault(false),
  ),
  force: Flag.Boolean("force").pipe(
    Flag.withDescription("Write over files that are there and differ"),
    Flag.withDefault(false),
  ),
  json,
}).pipe(
  Command.withDescription(
    "Copy an example into a project: its file and what that needs, with its imports mended so that it stands alone",
  ),
  Command.withShortDescription("Copy an example into a project"),
  Command.withExamples([
    { command: "byturns copy bounded-map --model promises --to src/async" },
    {
      command: "byturns copy mutex --model threads --to lib --with-test",
      description: "With its worker and a test",
    },
  ]),
  Command.withHandler((flags) =>
    action(async () => {
      const { copyExample } = await import("./copy.ts");
      return copyExample(flags);
    }),
  ),
);
