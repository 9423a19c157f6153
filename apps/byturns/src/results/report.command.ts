// `byturns report`: writes the reports of an existing run.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { json, pathArgument, text } from "../text/flags.ts";

export const report = Command.make("report", {
  folder: pathArgument("folder", "The folder of a run"),
  format: text(
    "export",
    "Print the figures for another tool instead: csv, github-action-benchmark or bencher",
    { metavar: "<format>" },
  ),
  json,
}).pipe(
  Command.withDescription(
    "Write report.md, report.html and trace.json, its timelines for ui.perfetto.dev, into a run's folder, and show its table",
  ),
  Command.withShortDescription("Write the reports of a run again"),
  Command.withExamples([
    { command: "byturns report runs/first" },
    { command: "byturns report runs/first --export csv > figures.csv", description: "For a spreadsheet" },
  ]),
  Command.withHandler((flags) =>
    action(async () => {
      const { exportRun, report } = await import("./report.ts");
      const format = flags.format;
      if (format === undefined) await report(flags.folder, { json: flags.json });
      else await exportRun(flags.folder, format);
      return exitCodes.ok;
    }),
  ),
);
