// `byturns fleet`: who is there, what each does, what waits.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../text/action.ts";
import { json } from "../text/flags.ts";

export const fleet = Command.make("fleet", {
  url: Argument.String("postgres://…").pipe(Argument.withDescription("The database where the fleet meets")),
  prepare: Flag.Boolean("prepare").pipe(
    Flag.withDescription("Make the fleet's tables, as a role that may; others then need not"),
    Flag.withDefault(false),
  ),
  withdraw: Flag.String("withdraw").pipe(
    Flag.withDescription("Take back what waits of a run whose bench will not come again"),
    Flag.withMetavar("<run>"),
    Flag.optional,
  ),
  json,
}).pipe(
  Command.withDescription(
    "Show the machines of a fleet, what each does, what waits, and since when it was last heard",
  ),
  Command.withShortDescription("Show the machines of a fleet"),
  Command.withExamples([
    { command: "byturns fleet postgres://team@db/byturns" },
    {
      command: "byturns fleet postgres://owner@db/byturns --prepare",
      description: "Once, before machines join with a role of few rights",
    },
  ]),
  Command.withHandler((flags) =>
    action(async () => {
      const { showFleet } = await import("./show.ts");
      return showFleet({ ...flags, withdraw: Option.getOrUndefined(flags.withdraw) });
    }),
  ),
);
