// `byturns runner`: this machine joins a fleet.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { path, requiredText, text } from "../text/flags.ts";

export const runner = Command.make("runner", {
  join: requiredText("join", "The database where the fleet meets; a password may also come from PGPASSWORD", {
    metavar: "<postgres://…>",
  }),
  name: text("name", "What the fleet calls this machine. Default: its host name"),
  spool: path("spool", "Where records are kept until they are safe. Default: in the project's cache", {
    metavar: "<folder>",
  }),
}).pipe(
  Command.withDescription(
    "Join a fleet: take forks of the examples that are here, by name, at the commit of this checkout, one at a time, until Ctrl-C",
  ),
  Command.withShortDescription("Join a fleet with this machine"),
  Command.withExamples([
    {
      command: "byturns runner --join 'postgres://team@db/byturns?sslmode=verify-full' --name m1",
      description: "Lend this machine to a team's runs",
    },
  ]),
  Command.withHandler(({ join, name, spool }) =>
    action(async (signal) => {
      const { lendMachine } = await import("./runner.ts");
      return lendMachine({ url: join, name: name, spool: spool }, signal);
    }),
  ),
);
