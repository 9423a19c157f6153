// `byturns report`: the reports of a run that is there.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import { action } from "../action.ts";
import { json } from "../flags.ts";

export const report = Command.make("report", {
  folder: Argument.Path("folder").pipe(Argument.withDescription("The folder of a run")),
  json,
}).pipe(
  Command.withDescription("Write report.md and report.html into a run's folder, and show its table"),
  Command.withShortDescription("Write the reports of a run again"),
  Command.withExamples([{ command: "byturns report runs/first" }]),
  Command.withHandler((flags) =>
    action(async () => {
      const { report } = await import("../report.ts");
      await report(flags.folder, { json: flags.json });
      return 0;
    }),
  ),
);
