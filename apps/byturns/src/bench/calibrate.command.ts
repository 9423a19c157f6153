// `byturns calibrate`: how reliable the verdicts are on this machine.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { integer, json, list, path, text, toggle } from "../text/flags.ts";

export const calibrate = Command.make("calibrate", {
  rounds: integer(
    "rounds",
    "How many times every cell is measured; a profile needs as many as it has forks. Default: 48, as many as full has",
  ),
  equals: integer(
    "equals",
    "How often the same cell is measured under each runtime; every two make a pair. Default: 19",
  ),
  runtimes: list("runtime", "A runtime, or several comma-separated. Default: all that are installed"),
  seed: integer("seed", "Every order comes from it. Default: a fresh one"),
  loaded: toggle("loaded", "Keep one core busy meanwhile, as another program would"),
  resume: path("resume", "Resume the calibration in this folder", { metavar: "<folder>" }),
  warmUp: text(
    "warm-up",
    "Instead: how long each case of this suite takes to become warm, kept in the sources for later runs",
    { metavar: "<suite>" },
  ),
  dryRun: toggle("dry-run", "Only show the plan"),
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
      command: "byturns calibrate --runtime node --rounds 120 --equals 8",
      description: "One runtime, and what all profiles would say of it",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { warmUp, ...options } = flags;
      if (warmUp !== undefined) {
        const { findWarmUps } = await import("./warm-up.ts");
        return findWarmUps(warmUp, options, signal);
      }
      const { calibrateMachine } = await import("./calibrate.ts");
      return calibrateMachine(options, signal);
    }),
  ),
);
