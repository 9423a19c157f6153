// `byturns doctor`: what disturbs this machine.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { json } from "../text/flags.ts";

export const doctor = Command.make("doctor", { json }).pipe(
  Command.withDescription(
    "Show what disturbs figures that are made on this machine now, and what to do about it; 1 when something is bad",
  ),
  Command.withShortDescription("Show what disturbs this machine"),
  Command.withExamples([
    { command: "byturns doctor" },
    { command: "byturns doctor && byturns bench --profile full" },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { examine } = await import("./doctor.ts");
      return examine(flags, signal);
    }),
  ),
);
