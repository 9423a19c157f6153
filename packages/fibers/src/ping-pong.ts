// ping-pong on fibers.
//
// Start: one fiber for each player, on the only thread. Cancel: interruption ends the waiting for the ball. Fail: errors are
// typed; this effect cannot fail. Cost: by message one suspension each way, and one turn of the scheduler when a player is
// woken; by memory one turn each time that a player looks.
import type { PingPongInput, PingPongOutput } from "@byturns/spec/ping-pong";
import * as Effect from "effect/Effect";
import * as Queue from "effect/Queue";
import { waiting } from "./internal/spans.ts";

/** Runs all rounds. */
export const pingPong = Effect.fnUntraced(function* ({
  rounds,
  by,
}: PingPongInput): Effect.fn.Return<PingPongOutput> {
  const [toPing, toPong] = by === "message" ? [yield* makeBox, yield* makeBox] : sharedCell();
  const play = Effect.fnUntraced(function* (mine: Hand, other: Hand) {
    let hits = 0;
    for (; hits < rounds; hits++) yield* other.give((yield* mine.take) + 1);
    return hits;
  });
  yield* toPing.give(0);
  const [ping, pong] = yield* Effect.all(
    [play(toPing, toPong).pipe(waiting("ping")), play(toPong, toPing).pipe(waiting("pong"))],
    { concurrency: "unbounded" },
  );
  return { ball: yield* toPing.take, hits: { ping, pong } };
});

interface Hand {
  give(ball: number): Effect.Effect<unknown>;
  readonly take: Effect.Effect<number>;
}

/** A message: the fiber that waits for it is woken. */
const makeBox: Effect.Effect<Hand> = Effect.map(Queue.unbounded<number>(), (queue) => ({
  give: (ball) => Queue.offer(queue, ball),
  take: Queue.take(queue),
}));

/** Memory: an even ball is ping's, an odd one pong's. */
function sharedCell(): [Hand, Hand] {
  let cell = 0;
  const hand = (parity: number): Hand => ({
    give: (ball) =>
      Effect.sync(() => {
        cell = ball;
      }),
    take: Effect.gen(function* () {
      while (cell % 2 !== parity) yield* Effect.yieldNow;
      return cell;
    }),
  });
  return [hand(0), hand(1)];
}
