// `byturns advise`: predicts what each model and runtime does with a workload.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { json, path, text } from "../text/flags.ts";

export const advise = Command.make("advise", {
  wait: text("wait", "How long a request waits, as for a database. Default: 20ms", { metavar: "<time>" }),
  compute: text("compute", "How long a request computes. Default: 0.3ms", { metavar: "<time>" }),
  rate: text("rate", "Requests a second. Default: 500/s", { metavar: "<rate>" }),
  inFlight: text("in-flight", "Requests open at once. Default: 1000", { metavar: "<count>" }),
  payload: text("payload", "What a request carries. Default: 10kB", { metavar: "<size>" }),
  cores: text("cores", "Cores that the service may use. Default: 2", { metavar: "<count>" }),
  cancel: text("cancel", "The share of requests that are canceled. Default: 0%", { metavar: "<share>" }),
  deadline: text("deadline", "By when 99 of 100 answers must be there. Default: 100ms", {
    metavar: "<time>",
  }),
  run: path("run", "The run whose figures to use. Default: the reference run", { metavar: "<folder>" }),
  json,
}).pipe(
  Command.withDescription(
    "Predict latency, rate, processor time and memory of a workload for every model and runtime, from a run's figures",
  ),
  Command.withShortDescription("Predict what a workload costs each model and runtime"),
  Command.withExamples([
    { command: "byturns advise --wait 20ms --compute 0.3ms --rate 500/s --deadline 100ms" },
    {
      command: "byturns advise --compute 10ms --rate 80/s --cores 4 --cancel 5% --json",
      description: "For machines",
    },
  ]),
  Command.withHandler((flags) =>
    action(async () => {
      const { advise } = await import("./advise.ts");
      await advise(flags);
    }),
  ),
);
