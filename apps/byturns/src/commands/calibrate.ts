// `byturns calibrate`: what the verdicts are worth on this machine.
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../action.ts";
import { json } from "../flags.ts";

export const calibrate = Command.make("calibrate", {
  rounds: Flag.Int("rounds").pipe(
    Flag.withDescription(
      "How many times every cell is measured; a profile needs as many as it has forks. Default: 60",
    ),
    Flag.withDefault(60),
  ),
  runtimes: Flag.String("runtime").pipe(
    Flag.withDescription("A runtime, or several parted by commas. Default: all that are installed"),
    Flag.atLeast(0),
  ),
  seed: Flag.Int("seed").pipe(
    Flag.withDescription("Every order comes from it. Default: a fresh one"),
    Flag.optional,
  ),
  resume: Flag.Path("resume").pipe(
    Flag.withDescription("Go on with the calibration in this folder"),
    Flag.withMetavar("<folder>"),
    Flag.optional,
  ),
  json,
}).pipe(
  Command.withDescription(
    "Measure a cell against itself and against copies that are 2, 5, 10 and 20 % slower by construction, many times: how often is a difference seen that is not there, and how often is one found that is?",
  ),
  Command.withShortDescription("Find out what verdicts are worth on this machine"),
  Command.withExamples([
    { command: "byturns calibrate", description: "All runtimes, in about a quarter of an hour" },
    {
      command: "byturns calibrate --runtime node --rounds 150",
      description: "Narrower intervals, for one runtime",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { calibrateMachine } = await import("../calibrate.ts");
      return calibrateMachine(
        { ...flags, seed: Option.getOrUndefined(flags.seed), resume: Option.getOrUndefined(flags.resume) },
        signal,
      );
    }),
  ),
);
