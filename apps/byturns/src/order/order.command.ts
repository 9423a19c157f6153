// `byturns order`: the order of events, and where the runtimes disagree.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { integer, integerOr, json, list, manyArguments, path, toggle } from "../text/flags.ts";

export const order = Command.make("order", {
  names: manyArguments(
    "probe",
    "Probes, and files of your own (./mine.probe.ts); with --port-check, the runtime that a service leaves, the one it moves to, and a path of its sources",
  ),
  probes: list("probes", "A folder of your own probes, or several, comma-separated", { metavar: "<folder>" }),
  update: toggle("update", "Keep the new orders of your own probes as their baseline, instead of comparing"),
  runtimes: list(
    "runtime",
    "A runtime (node@24, a path), or several, comma-separated. Default: all that are installed",
  ),
  kinds: list(
    "kind",
    "Only as module, loaded, commonjs or worker, or each only as its first; several, comma-separated. Default: all",
  ),
  times: integer(
    "times",
    "Fresh processes for each probe, kind and runtime. Default: 50; one probe alone, as many as 10 seconds allow",
  ),
  seed: integerOr("seed", 1, "Seed of the order in which runs are started."),
  twice: toggle(
    "twice",
    "Run everything a second time while another process holds one core, and end with 1 when a verdict differs",
  ),
  history: toggle("history", "Probe what was reported on the older versions too that were fetched"),
  recorded: toggle("recorded", "Answer from the committed catalogue, without running anything"),
  portCheck: toggle(
    "port-check",
    "What will differ for a service that moves from one runtime to another, and what to write instead; with a path, where its sources use what differs",
  ),
  list: toggle("list", "List the probes, and run nothing"),
  issue: toggle(
    "issue",
    "Write the text of an issue about one probe; --runtime names the runtime that departs, --times runs it anew",
  ),
  witness: path(
    "witness",
    "Run the tests of timers, ticks, promises, workers and contexts of a checkout of Node, and show which differences the catalogue has",
    { metavar: "<checkout>" },
  ),
  baseline: path("baseline", "End with 1 when something that was settled in this catalogue has changed", {
    metavar: "<order.json>",
  }),
  write: path(
    "write",
    "Write order.json, its schema and order.md into this folder; the rows of other probes stay",
    { metavar: "<folder>" },
  ),
  json,
}).pipe(
  Command.withDescription(
    "Run the probes of event ordering, each many times in fresh processes, and show what the runtimes promise, keep and disagree about",
  ),
  Command.withShortDescription("Show in what order things happen, and where runtimes disagree"),
  Command.withExamples([
    { command: "byturns order --recorded", description: "The catalogue, at once" },
    {
      command: "byturns order ticks-from-timer",
      description: "One probe: its program, its orders, its promises",
    },
    {
      command: "byturns order ./mine.probe.ts",
      description: "A probe of your own: recorded beside it, and compared the next time",
    },
    {
      command: "byturns order --recorded --port-check node deno",
      description: "What a service that moves should look at first",
    },
    {
      command: "byturns order --recorded --port-check node bun ./src",
      description: "Where a project's sources use what differs",
    },
    {
      command: "byturns order ticks-from-file --issue",
      description: "The text of an issue for the runtime's tracker",
    },
    {
      command: "byturns order --runtime node@26 --baseline order.json",
      description: "For CI: 0 as pinned, 1 something changed",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { orders } = await import("./order.ts");
      return orders(flags, signal);
    }),
  ),
);
