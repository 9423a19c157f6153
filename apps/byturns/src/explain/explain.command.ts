// `byturns explain`: where the time of an example's calls goes.
import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";
import { action } from "../text/action.ts";
import { json, models, threads } from "../text/flags.ts";

export const explain = Command.make("explain", {
  example: Argument.String("example").pipe(Argument.withDescription("See byturns list")),
  models,
  runtimes: Flag.String("runtime").pipe(
    Flag.withDescription("A runtime (node, deno@2.8, a path), several comma-separated, or all. Default: all"),
    Flag.atLeast(0),
  ),
  input: Flag.String("input").pipe(
    Flag.withDescription("One of the example's inputs. Default: bench"),
    Flag.optional,
  ),
  settings: Flag.String("set").pipe(
    Flag.withDescription("Set a value of the input, its key nested by dots; repeatable"),
    Flag.withMetavar("<key=value>"),
    Flag.atLeast(0),
  ),
  threads,
  out: Flag.Path("out").pipe(
    Flag.withDescription("A folder for the page and the .cpuprofile files. Default: one below runs"),
    Flag.withMetavar("<folder>"),
    Flag.optional,
  ),
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
          input: Option.getOrUndefined(flags.input),
          threads: Option.getOrUndefined(flags.threads),
          out: Option.getOrUndefined(flags.out),
        },
        signal,
      );
    }),
  ),
);
