// `byturns calibrate`: what the verdicts are worth on this machine.
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../text/action.ts";
import { json } from "../text/flags.ts";

export const calibrate = Command.make("calibrate", {
  rounds: Flag.Int("rounds").pipe(
    Flag.withDescription(
      "How many times every cell is measured; a profile needs as many as it has forks. Default: 45, as many as full has",
    ),
    Flag.optional,
  ),
  equals: Flag.Int("equals").pipe(
    Flag.withDescription(
      "How often the same cell is enrolled under each runtime; every two make a pair. Default: 19",
    ),
    Flag.optional,
  ),
  runtimes: Flag.String("runtime").pipe(
    Flag.withDescription("A runtime, or several parted by commas. Default: all that are installed"),
    Flag.atLeast(0),
  ),
  seed: Flag.Int("seed").pipe(
    Flag.withDescription("Every order comes from it. Default: a fresh one"),
    Flag.optional,
  ),
  loaded: Flag.Boolean("loaded").pipe(
    Flag.withDescription("Keep one core busy meanwhile, as another program would"),
    Flag.withDefault(false),
  ),
  resume: Flag.Path("resume").pipe(
    Flag.withDescription("Go on with the calibration in this folder"),
    Flag.withMetavar("<folder>"),
    Flag.optional,
  ),
  dryRun: Flag.Boolean("dry-run").pipe(Flag.withDescription("Only show the plan"), Flag.withDefault(false)),
  json,
}).pipe(
  Command.withDescription(
    "Measure a cell against itself and against copies that are 2, 5, 10 and 20 % slower by construction, many times: how often is a difference seen that is not there, and how often is one found that is?",
  ),
  Command.withShortDescription("Find out what verdicts are worth on this machine"),
  Command.withExamples([
    {
      command: "byturns calibrate",
      description: "513 pairs of equal cells under three runtimes, in about a quarter of an hour",
    },
    { command: "byturns calibrate --loaded", description: "The same beside a program that computes" },
    {
      command: "byturns calibrate --runtime node --rounds 90 --equals 8",
      description: "One runtime, and what all profiles would say of it",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { calibrateMachine } = await import("./calibrate.ts");
      return calibrateMachine(
        {
          ...flags,
          rounds: Option.getOrUndefined(flags.rounds),
          equals: Option.getOrUndefined(flags.equals),
          seed: Option.getOrUndefined(flags.seed),
          resume: Option.getOrUndefined(flags.resume),
        },
        signal,
      );
    }),
  ),
);
