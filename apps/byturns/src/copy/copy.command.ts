// `byturns copy`: copies a helper or an example into another project.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { argument, json, requiredPath, requiredText, toggle } from "../text/flags.ts";

export const copy = Command.make("copy", {
  example: argument("example", "See byturns list"),
  model: requiredText("model", "Which model's version: promises, fibers, threads or cluster"),
  to: requiredPath("to", "The folder that gets it; made if it is not there"),
  withExample: toggle("with-example", "With the example that uses the helper"),
  withTest: toggle("with-test", "With the example and a test for node:test, which also needs effect"),
  force: toggle("force", "Write over files that are there and differ"),
  json,
}).pipe(
  Command.withDescription(
    "Copy a helper such as bounded-map into a project, or an example that is one: its file and what that imports, which stand alone there",
  ),
  Command.withShortDescription("Copy a helper or an example into a project"),
  Command.withExamples([
    { command: "byturns copy bounded-map --model promises --to src/async" },
    {
      command: "byturns copy mutex --model threads --to lib --with-test",
      description: "With the example, its worker and a test",
    },
  ]),
  Command.withHandler((flags) =>
    action(async () => {
      const { copyExample } = await import("./copy.ts");
      return copyExample(flags);
    }),
  ),
);
