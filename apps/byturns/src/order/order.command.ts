// `byturns order`: what happens before what, and where the runtimes disagree.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../text/action.ts";
import { json } from "../text/flags.ts";

export const order = Command.make("order", {
  names: Argument.String("probe").pipe(
    Argument.withDescription(
      "Probes; with --port-check, the runtime a service leaves and the one it moves to",
    ),
    Argument.variadic(),
  ),
  runtimes: Flag.String("runtime").pipe(
    Flag.withDescription(
      "A runtime (node@24, a path), or several parted by commas. Default: all that are installed",
    ),
    Flag.atLeast(0),
  ),
  kinds: Flag.String("kind").pipe(
    Flag.withDescription(
      "Only as module, loaded, commonjs or worker, or each only as its first; several parted by commas. Default: all",
    ),
    Flag.atLeast(0),
  ),
  times: Flag.Int("times").pipe(
    Flag.withDescription(
      "Fresh processes for each probe, kind and runtime. Default: 50; one probe alone, as many as 10 seconds allow",
    ),
    Flag.optional,
  ),
  seed: Flag.Int("seed").pipe(
    Flag.withDescription("The order of the runs comes from it. Default: 1"),
    Flag.withDefault(1),
  ),
  twice: Flag.Boolean("twice").pipe(
    Flag.withDescription(
      "Run everything a second time while another process holds one core, and end with 1 when a verdict differs",
    ),
    Flag.withDefault(false),
  ),
  history: Flag.Boolean("history").pipe(
    Flag.withDescription("Probe what was reported on the older versions too that were fetched"),
    Flag.withDefault(false),
  ),
  recorded: Flag.Boolean("recorded").pipe(
    Flag.withDescription("Answer from the catalogue that is committed, without running anything"),
    Flag.withDefault(false),
  ),
  portCheck: Flag.Boolean("port-check").pipe(
    Flag.withDescription("What will differ for a service that moves from one runtime to another"),
    Flag.withDefault(false),
  ),
  baseline: Flag.Path("baseline").pipe(
    Flag.withDescription("End with 1 when something that this catalogue has as settled is so no longer"),
    Flag.withMetavar("<order.json>"),
    Flag.optional,
  ),
  write: Flag.Path("write").pipe(
    Flag.withDescription("Write order.json and order.md into this folder; what it has of other probes stays"),
    Flag.withMetavar("<folder>"),
    Flag.optional,
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
      command: "byturns order --recorded --port-check node deno",
      description: "What a service that moves should look at first",
    },
    {
      command: "byturns order --runtime node@26 --baseline order.json",
      description: "For CI: 0 as pinned, 1 something changed",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { orders } = await import("./order.ts");
      return orders(
        {
          ...flags,
          times: Option.getOrUndefined(flags.times),
          baseline: Option.getOrUndefined(flags.baseline),
          write: Option.getOrUndefined(flags.write),
        },
        signal,
      );
    }),
  ),
);
