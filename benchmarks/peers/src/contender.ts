// What takes part: a port whose acts cover only the examples that it answers.
import { type Act, type Port, reasonAgainst, type Stage, type Unsupported } from "@byturns/stage";

/** One example as a contender plays it. */
export type Play =
  | ((input: never, stage: Stage) => Promise<unknown>)
  /** Where something has to be started first, such as threads. */
  | { open(stage: Stage): Promise<Act> }
  | Unsupported;

/**
 * Makes a port.
 *
 * @param plays by the example's id.
 * @param otherwise answers what is not among them: ours, in front of examples that are asked only here. Default: nobody.
 */
export function contender(model: string, plays: Readonly<Record<string, Play>>, otherwise?: Port): Port {
  const playOf = (example: string) => (Object.hasOwn(plays, example) ? plays[example] : undefined);
  return {
    model,
    unsupported(example, runtime) {
      const play = playOf(example);
      if (play === undefined && otherwise !== undefined) return otherwise.unsupported(example, runtime);
      return typeof play === "function" ? undefined : reasonAgainst(play, runtime);
    },
    async open(example, stage) {
      const play = playOf(example);
      if (typeof play === "function") {
        return { run: (input) => play(input as never, stage), async [Symbol.asyncDispose]() {} };
      }
      if (play !== undefined && "open" in play) return play.open(stage);
      if (otherwise !== undefined) return otherwise.open(example, stage);
      throw new RangeError(`${model} has no example "${example}"`);
    },
  };
}
