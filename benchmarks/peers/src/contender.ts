// A contender: a port that covers only the examples that it answers.
import {
  type ExampleContext,
  type OpenExample,
  type Port,
  reasonAgainst,
  type Unsupported,
} from "@byturns/context";

/** One example as a contender runs it. */
export type ExampleRun =
  | ((input: never, context: ExampleContext) => Promise<unknown>)
  /** Where something has to be started first, such as threads. */
  | { open(context: ExampleContext): Promise<OpenExample> }
  | Unsupported;

/**
 * Makes a port.
 *
 * @param runs by the example's id.
 * @param otherwise answers the other examples: our own port, for examples that are not asked only here. Default: none.
 */
export function contender(model: string, runs: Readonly<Record<string, ExampleRun>>, otherwise?: Port): Port {
  const runOf = (example: string) => (Object.hasOwn(runs, example) ? runs[example] : undefined);
  return {
    model,
    unsupported(example, runtime) {
      const run = runOf(example);
      if (run === undefined && otherwise !== undefined) return otherwise.unsupported(example, runtime);
      return typeof run === "function" ? undefined : reasonAgainst(run, runtime);
    },
    async open(example, context) {
      const run = runOf(example);
      if (typeof run === "function") {
        return { run: (input) => run(input as never, context), async [Symbol.asyncDispose]() {} };
      }
      if (run !== undefined && "open" in run) return run.open(context);
      if (otherwise !== undefined) return otherwise.open(example, context);
      throw new RangeError(`${model} has no example "${example}"`);
    },
  };
}
