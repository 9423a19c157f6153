// ping-pong on promises.
//
// Start: calling an async function runs it up to its first await, which is for the ball. Cancel: the signal is checked
// before the first round; the game never returns to the event loop, so it cannot be aborted meanwhile. Fail: the
// promise rejects. Cost: by message a promise and a microtask each way; by memory a microtask each time that a player
// looks.

import type { ExampleContext } from "@byturns/context";
import type { PingPongInput, PingPongOutput } from "@byturns/spec/ping-pong";

/** Runs all rounds. Rejects when the context's signal is aborted. */
export async function pingPong(
  { rounds, by }: PingPongInput,
  context: ExampleContext,
): Promise<PingPongOutput> {
  context.signal.throwIfAborted();
  const [toPing, toPong] = by === "message" ? [new Box(), new Box()] : sharedCell();
  const play = async (mine: Hand, other: Hand) => {
    let hits = 0;
    for (; hits < rounds; hits++) other.give((await mine.take()) + 1);
    return hits;
  };
  toPing.give(0);
  const [ping, pong] = await Promise.all([
    context.waiting("ping", play(toPing, toPong)),
    context.waiting("pong", play(toPong, toPing)),
  ]);
  return { ball: await toPing.take(), hits: { ping, pong } };
}

interface Hand {
  give(ball: number): void;
  take(): Promise<number>;
}

/** A message: the task that waits for it is woken. */
class Box implements Hand {
  #ball: number | undefined;
  #wake: ((ball: number) => void) | undefined;

  give(ball: number): void {
    if (this.#wake === undefined) this.#ball = ball;
    else this.#wake(ball);
    this.#wake = undefined;
  }

  take(): Promise<number> {
    const ball = this.#ball;
    this.#ball = undefined;
    return ball === undefined
      ? new Promise((resolve) => {
          this.#wake = resolve;
        })
      : Promise.resolve(ball);
  }
}

/** Memory: an even ball is ping's, an odd one pong's. */
function sharedCell(): [Hand, Hand] {
  let cell = 0;
  const hand = (parity: number): Hand => ({
    give(ball) {
      cell = ball;
    },
    async take() {
      while (cell % 2 !== parity) await undefined;
      return cell;
    },
  });
  return [hand(0), hand(1)];
}
