// `byturns merge`: several folders become one run.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import { action } from "../text/action.ts";
import { json } from "../text/flags.ts";

export const merge = Command.make("merge", {
  folders: Argument.Path("folder").pipe(
    Argument.withDescription("Folders of runs: shards of one plan, or the same plan on several machines"),
    Argument.variadic({ min: 1 }),
  ),
  into: Flag.Path("into").pipe(
    Flag.withDescription("The folder of the whole; must hold no run yet"),
    Flag.withAlias("o"),
  ),
  json,
}).pipe(
  Command.withDescription(
    "Put runs together: shards of one plan, or the same question put on several machines",
  ),
  Command.withShortDescription("Put runs together"),
  Command.withExamples([{ command: "byturns merge shard-1 shard-2 shard-3 --into runs/whole" }]),
  Command.withHandler((flags) =>
    action(async () => {
      const { mergeFolders } = await import("./merge.ts");
      return mergeFolders(flags);
    }),
  ),
);
