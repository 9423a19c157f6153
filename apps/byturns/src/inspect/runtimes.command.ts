// `byturns runtimes`: the available runtimes, and how to get more.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { json, list, toggle } from "../text/flags.ts";

export const runtimes = Command.make("runtimes", {
  fetch: list("fetch", "Fetch a version through npm into the project's cache, such as node@24; repeatable", {
    metavar: "<runtime@version>",
  }),
  yes: toggle("yes", "Fetch without asking, as a script must"),
  json,
}).pipe(
  Command.withDescription("Show the runtimes that were found, where, and in which version"),
  Command.withShortDescription("Show the runtimes that were found"),
  Command.withExamples([
    { command: "byturns runtimes" },
    { command: "byturns runtimes --fetch node@24 --fetch bun@1.3", description: "Bring two more versions" },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { fetchRuntimes, allRuntimes, drawRuntimes } = await import("./runtimes.ts");
      const { print, printJson } = await import("../text/terminal.ts");
      await fetchRuntimes(flags.fetch, flags.yes, signal);
      const found = await allRuntimes();
      if (flags.json) printJson(found);
      else print(drawRuntimes(found));
      return exitCodes.ok;
    }),
  ),
);
