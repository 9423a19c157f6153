// `byturns bench`: measures, and ends with a report.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../text/action.ts";
import { Usage } from "../text/errors.ts";
import { json, models, threads } from "../text/flags.ts";

export const bench = Command.make("bench", {
  examples: Argument.String("example").pipe(
    Argument.withDescription("Only these of the suite. Default: all of it"),
    Argument.variadic(),
  ),
  profile: Flag.String("profile").pipe(
    Flag.withDescription(
      "smoke, quick, full or thorough: how many forks, and so what may be claimed. Default: quick",
    ),
    Flag.withAlias("p"),
    Flag.optional,
  ),
  suite: Flag.String("suite").pipe(
    Flag.withDescription(
      "What is measured: main, article, coordination, scheduling, service, scale, memory, cores, cluster, reference or all. Default: main",
    ),
    Flag.optional,
  ),
  models,
  runtimes: Flag.String("runtime").pipe(
    Flag.withDescription(
      "A runtime (node@24, a path), or several parted by commas. Default: all that are installed",
    ),
    Flag.atLeast(0),
  ),
  seed: Flag.Int("seed").pipe(
    Flag.withDescription("Every order of the run comes from it. Default: a fresh one"),
    Flag.optional,
  ),
  forks: Flag.Int("forks").pipe(
    Flag.withDescription("Forks for each cell, in place of the profile's"),
    Flag.optional,
  ),
  budget: Flag.String("budget").pipe(
    Flag.withDescription("How long it may take (90s, 10m); the first round then fixes the number of forks"),
    Flag.withMetavar("<duration>"),
    Flag.optional,
  ),
  shard: Flag.String("shard").pipe(
    Flag.withDescription("Only this part of the plan; every part needs the same --seed"),
    Flag.withMetavar("<2/5>"),
    Flag.optional,
  ),
  threads,
  out: Flag.Path("out").pipe(
    Flag.withDescription("The folder of the run. Default: one of its own under runs/"),
    Flag.withAlias("o"),
    Flag.optional,
  ),
  resume: Flag.Path("resume").pipe(
    Flag.withDescription("Go on with the run in this folder; its plan stands"),
    Flag.withMetavar("<folder>"),
    Flag.optional,
  ),
  fleet: Flag.String("fleet").pipe(
    Flag.withDescription("Measure on the machines of this fleet, side by side, and not here"),
    Flag.withMetavar("<postgres://…>"),
    Flag.optional,
  ),
  machines: Flag.String("machine").pipe(
    Flag.withDescription("A machine of the fleet, or several parted by commas. Default: all that are heard"),
    Flag.atLeast(0),
  ),
  dryRun: Flag.Boolean("dry-run").pipe(Flag.withDescription("Only show the plan"), Flag.withDefault(false)),
  json,
}).pipe(
  Command.withDescription(
    "Measure a suite: a fresh process for each fork, every cell once a round, in an order shuffled from a seed",
  ),
  Command.withShortDescription("Measure, and write a report"),
  Command.withExamples([
    { command: "byturns bench", description: "The main questions, in some minutes" },
    {
      command: "byturns bench --dry-run --profile full",
      description: "What a full run would do and how long it would take",
    },
    {
      command: "byturns bench fib readers --runtime node@24,node@26 --profile full",
      description: "Two versions of Node",
    },
    {
      command: "byturns bench --suite all --budget 30m",
      description: "As much evidence as fits half an hour",
    },
    {
      command: "byturns bench --seed 7 --shard 2/5 --out shard-2",
      description: "One of five machines' part; then byturns merge",
    },
    { command: "byturns bench --resume runs/first", description: "Go on after Ctrl-C or a crash" },
    {
      command: "byturns bench --profile full --fleet postgres://team@db/byturns",
      description: "On all machines of a team: does the verdict hold everywhere?",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { fleet, machines, ...others } = flags;
      const typed = {
        ...others,
        profile: Option.getOrUndefined(flags.profile),
        suite: Option.getOrUndefined(flags.suite),
        seed: Option.getOrUndefined(flags.seed),
        forks: Option.getOrUndefined(flags.forks),
        budget: Option.getOrUndefined(flags.budget),
        shard: Option.getOrUndefined(flags.shard),
        threads: Option.getOrUndefined(flags.threads),
        out: Option.getOrUndefined(flags.out),
        resume: Option.getOrUndefined(flags.resume),
      };
      if (Option.isSome(fleet)) {
        const { measureOnFleet } = await import("../fleet/bench.ts");
        return measureOnFleet({ ...typed, url: fleet.value, machines }, signal);
      }
      const { measure } = await import("./bench.ts");
      if (machines.length > 0) throw new Usage("--machine names machines of a fleet: give --fleet too");
      return measure(typed, signal);
    }),
  ),
);
