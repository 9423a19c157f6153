// Each line is a sleep, in a fiber of its own.
import * as Effect from "effect/Effect";

interface Line {
  readonly text: string;
  readonly delayMs: number;
}

export const run = ({ lines }: { readonly lines: readonly Line[] }) =>
  Effect.gen(function* () {
    const beganMs = performance.now();
    const said: { text: string; startMs: number; finishMs: number }[] = [];
    const say = ({ text, delayMs }: Line) =>
      Effect.suspend(() => {
        const startMs = performance.now() - beganMs;
        return Effect.map(Effect.sleep(delayMs), () => {
          said.push({ text, startMs, finishMs: performance.now() - beganMs });
        });
      });
    yield* Effect.forEach(lines, say, { concurrency: "unbounded", discard: true });
    return { lines: said };
  });
