// `byturns copy`: an example as a file of one's own.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { argument, json, requiredPath, requiredText, toggle } from "../text/flags.ts";

export const copy = Command.make("copy", {
  example: argument("example", "See byturns list"),
  model: requiredText("model", "Which model's version: promises, fibers, threads or cluster"),
  to: requiredPath("to", "The folder that gets it; made if it is not there"),
  withTest: toggle("with-test", "With a test for node:test, which also needs effect"),
  force: toggle("force", "Write over files that are there and differ"),
  json,
}).pipe(
  Command.withDescription(
    "Copy an example into a project: its file and what that needs, with its imports rewritten so that it stands alone",
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
