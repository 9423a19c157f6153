// say-after on fibers.
//
// Start: an effect is a value; it runs when a fiber is started for it. Cancel: interruption ends the sleep. Fail: errors are
// typed; this effect cannot fail. Cost: one timer and one fiber per line.
import type { SaidLine, SayAfterInput, SayAfterLine, SayAfterOutput } from "@byturns/spec/say-after";
import * as Clock from "effect/Clock";
import * as Console from "effect/Console";
import * as Effect from "effect/Effect";
import { waiting } from "./internal/spans.ts";

/** Prints every line after its delay, one by one or all at once. */
export const sayAfter = Effect.fnUntraced(function* (input: SayAfterInput): Effect.fn.Return<SayAfterOutput> {
  const beganNs = yield* Clock.monotonicTimeNanos;
  const lines: SaidLine[] = [];
  const say = (line: SayAfterLine) =>
    Effect.map(sayLine(line, beganNs), (said) => {
      lines.push(said);
    });
  const concurrency = input.order === "concurrent" ? "unbounded" : 1;
  yield* Effect.forEach(input.lines, say, { concurrency, discard: true });
  return { lines };
});

const sayLine = Effect.fnUntraced(function* (
  { text, delayMs }: SayAfterLine,
  beganNs: bigint,
): Effect.fn.Return<SaidLine> {
  const startMs = yield* msSince(beganNs);
  yield* Effect.sleep(delayMs).pipe(waiting(text));
  yield* Console.log(text);
  return { text, startMs, finishMs: yield* msSince(beganNs) };
});

const msSince = (beganNs: bigint) =>
  Effect.map(Clock.monotonicTimeNanos, (nowNs) => Number(nowNs - beganNs) / 1e6);
