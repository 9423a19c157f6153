// `byturns fleet`: the machines, what each is doing, and what is queued.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { argument, json, text, toggle } from "../text/flags.ts";

export const fleet = Command.make("fleet", {
  url: argument("postgres://…", "The database where the fleet meets"),
  prepare: toggle("prepare", "Make the fleet's tables, as a role that may; others then need not"),
  withdraw: text("withdraw", "Cancel the queued forks of an abandoned run", {
    metavar: "<run>",
  }),
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
      return showFleet(flags);
    }),
  ),
);
