// `byturns bench`: measures, and writes a report.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { Usage } from "../text/errors.ts";
import { integer, json, list, manyArguments, models, path, text, threads, toggle } from "../text/flags.ts";

export const bench = Command.make("bench", {
  examples: manyArguments(
    "example",
    "Only these of the suite, or files, folders and globs of your own examples. Default: all of the suite",
  ),
  profile: text(
    "profile",
    "smoke, quick (answers within minutes), full (decides 5 %) or thorough (2 %). Default: quick",
    { alias: "p" },
  ),
  suite: text(
    "suite",
    "What is measured: main, article, coordination, scheduling, service, scale, memory, cores, cluster, processes, reference or all. Default: main",
  ),
  inputs: list(
    "input",
    "An input of the named examples, or several comma-separated. Default: those that the suite asks for",
  ),
  settings: list(
    "set",
    "Values of the named examples' inputs; several for one field are a sweep: orders=10,100,1000",
    { metavar: "<key=value>" },
  ),
  models,
  runtimes: list(
    "runtime",
    "A runtime (node@24, a path, or small=node@26 for one to be changed by --flags and --env), or several comma-separated. Default: all that are installed",
  ),
  flags: list("flags", "More flags of a runtime that --runtime names", {
    metavar: '<small="--max-old-space-size=64">',
  }),
  env: list("env", "A variable of a runtime that --runtime names", { metavar: "<small:NAME=value>" }),
  against: text(
    "against",
    "Compare with this git revision, or with a checkout in a folder: both are measured in the same rounds",
    { metavar: "<revision | folder>" },
  ),
  failOver: text(
    "fail-over",
    "With --against: end with 1 when a cell got worse by more than this, and with 3 when that cannot be told of every cell",
    { metavar: "<5%>" },
  ),
  seed: integer("seed", "Every order of the run comes from it. Default: a fresh one"),
  forks: integer("forks", "The most forks of a cell, in place of the profile's"),
  fixed: toggle("fixed", "Measure every cell in all rounds, whatever is decided, and look once at the end"),
  allPairs: toggle(
    "all-pairs",
    "Ask for every pair of a case's cells, not only for those that differ in one thing",
  ),
  once: toggle("once", "One call in each process, without warm-up: cold calls, and calls of seconds"),
  cutOff: text("cut-off", "End a call after this, and do not try its cell again. Default: none", {
    metavar: "<10s>",
  }),
  budget: text("budget", "How long it may take (90s, 10m): no rounds are run that would not end in time", {
    metavar: "<duration>",
  }),
  shard: text("shard", "Only this part of the plan; every part needs the same --seed", { metavar: "<2/5>" }),
  threads,
  out: path("out", "The folder of the run. Default: one of its own under runs/", { alias: "o" }),
  resume: path("resume", "Resume the run in this folder, with its plan", { metavar: "<folder>" }),
  fleet: text("fleet", "Measure on the machines of this fleet, side by side, and not here", {
    metavar: "<postgres://…>",
  }),
  machines: list(
    "machine",
    "A machine of the fleet, or several comma-separated. Default: all that are connected",
  ),
  dryRun: toggle("dry-run", "Only show the plan"),
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
    { command: "byturns bench ./orders.bench.ts", description: "Your own file: byturns new bench orders" },
    {
      command: "byturns bench skynet --set levels=2,3,4",
      description: "A sweep over one field of an input",
    },
    {
      command: "byturns bench --profile full --against main --fail-over 5%",
      description: "Did anything become slower than it is on main?",
    },
    {
      command: 'byturns bench --runtime node,small=node --flags small="--max-old-space-size=64"',
      description: "One runtime, started in two ways",
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
      const { fleet, machines, ...typed } = flags;
      if (fleet !== undefined) {
        const { specs } = await import("@byturns/spec");
        const { isOwnPath } = await import("../own/paths.ts");
        const { against, failOver, flags: more, env } = typed;
        const local = Object.entries({ against, "fail-over": failOver, flags: more[0], env: env[0] });
        const path = typed.examples.find((one) => isOwnPath(one, Object.keys(specs)));
        if (path !== undefined) {
          throw new Usage(
            `Cannot take ${path} beside --fleet: a fleet's machines have the examples of byturns only; measure the file on each machine and merge the runs`,
          );
        }
        const given = local.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`]));
        if (given.length > 0) {
          throw new Usage(
            `Cannot take ${given.join(", ")} beside --fleet: a fleet's machines have one revision and plain runtimes; measure on each machine and merge the runs`,
          );
        }
        const { measureOnFleet } = await import("../fleet/bench.ts");
        return measureOnFleet({ ...typed, url: fleet, machines }, signal);
      }
      const { measure } = await import("./bench.ts");
      if (machines.length > 0) throw new Usage("--machine names machines of a fleet: give --fleet too");
      return measure(typed, signal);
    }),
  ),
);
