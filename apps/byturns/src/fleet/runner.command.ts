// `byturns runner`: this machine joins a fleet.
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../text/action.ts";

export const runner = Command.make("runner", {
  join: Flag.String("join").pipe(
    Flag.withDescription("The database where the fleet meets; a password may also come from PGPASSWORD"),
    Flag.withMetavar("<postgres://…>"),
  ),
  name: Flag.String("name").pipe(
    Flag.withDescription("What the fleet calls this machine. Default: its host name"),
    Flag.optional,
  ),
  spool: Flag.Path("spool").pipe(
    Flag.withDescription("Where records are kept until they are safe. Default: in the project's cache"),
    Flag.withMetavar("<folder>"),
    Flag.optional,
  ),
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
      return lendMachine(
        { url: join, name: Option.getOrUndefined(name), spool: Option.getOrUndefined(spool) },
        signal,
      );
    }),
  ),
);
