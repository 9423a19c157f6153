// `byturns merge`: several folders become one run.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { json, manyArguments, requiredPath } from "../text/flags.ts";

export const merge = Command.make("merge", {
  folders: manyArguments(
    "folder",
    "Folders of runs: shards of one plan, or the same plan on several machines",
    1,
  ),
  into: requiredPath("into", "The folder of the whole; must hold no run yet", { alias: "o" }),
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
