// `byturns new`: a file to begin with.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { argument } from "../text/flags.ts";

export const make = Command.make("new", {
  kind: argument("kind", "What to write: bench or probe"),
  name: argument("name", "What it is called: mine becomes mine.probe.ts, in this folder"),
}).pipe(
  Command.withDescription(
    "Write a file to begin with, with comments that explain it: an example of your own, or a probe of event order. A file that is there is kept",
  ),
  Command.withShortDescription("Write a file to begin with"),
  Command.withExamples([
    { command: "byturns new bench orders", description: "Then: byturns bench ./orders.bench.ts" },
    { command: "byturns new probe mine", description: "Then: byturns order ./mine.probe.ts" },
  ]),
  Command.withHandler(({ kind, name }) =>
    action(async () => {
      const { writeNew } = await import("./write-new.ts");
      return writeNew(kind, name);
    }),
  ),
);
