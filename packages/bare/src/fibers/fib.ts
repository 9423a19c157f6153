// Each call pauses, then runs itself twice, in a fiber each.
import { block } from "@byturns/context";
import * as Effect from "effect/Effect";

interface Input {
  readonly n: number;
  readonly pause: "blocks" | "yields" | "none";
  readonly pauseMs: number;
}

export const run = ({ n: first, pause, pauseMs }: Input) =>
  Effect.gen(function* () {
    let calls = 0;
    const call: (n: number) => Effect.Effect<number> = Effect.fnUntraced(function* (n) {
      calls += 1;
      if (pause === "blocks") yield* Effect.sync(() => block(pauseMs));
      else if (pause === "yields") yield* Effect.sleep(pauseMs);
      if (n < 2) return n;
      const [one, two] = yield* Effect.all([call(n - 1), call(n - 2)], { concurrency: "unbounded" });
      return one + two;
    });
    return { value: yield* call(first), calls };
  });
