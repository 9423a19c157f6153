// `byturns explain`: how the time of an example's calls is spent.
import * as Command from "effect/cli/Command";
import { action } from "../text/action.ts";
import { argument, json, list, models, path, text, threads } from "../text/flags.ts";

export const explain = Command.make("explain", {
  example: argument("example", "See byturns list"),
  models,
  runtimes: list(
    "runtime",
    "A runtime (node, deno@2.8, a path), several comma-separated, or all. Default: all",
  ),
  input: text("input", "One of the example's inputs. Default: bench"),
  settings: list("set", "Set a value of the input, its key nested by dots; repeatable", {
    metavar: "<key=value>",
  }),
  threads,
  out: path("out", "A folder for the page and the .cpuprofile files. Default: one below runs", {
    metavar: "<folder>",
  }),
  json,
}).pipe(
  Command.withDescription(
    "Profile an example's warm calls, and count what they do: whose code the time is spent in, the ten functions that weigh most, and what differs between models or runtimes; as a table, as a page with flame graphs, and as .cpuprofile files",
  ),
  Command.withShortDescription("See where an example's time goes"),
  Command.withExamples([
    {
      command: "byturns explain bounded-map --model promises,fibers",
      description: "What fibers cost beside promises, and where",
    },
    {
      command: "byturns explain retry --model promises-bare,promises",
      description: "What the example costs beside the same work written bare, and where",
    },
    {
      command: "byturns explain deadline --model threads --runtime node,deno",
      description: "One model under two runtimes",
    },
  ]),
  Command.withHandler((flags) =>
    action(async (signal) => {
      const { explainExample } = await import("./explain-example.ts");
      return explainExample(
        {
          ...flags,
          input: flags.input,
          threads: flags.threads,
          out: flags.out,
        },
        signal,
      );
    }),
  ),
);
