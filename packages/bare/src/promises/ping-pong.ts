// Two async functions hand a number back and forth through two boxes.
export async function run({ rounds }: { readonly rounds: number }) {
  const [toPing, toPong] = [new Box(), new Box()];
  const play = async (mine: Box, other: Box) => {
    let hits = 0;
    for (; hits < rounds; hits++) other.give((await mine.take()) + 1);
    return hits;
  };
  toPing.give(0);
  const [ping, pong] = await Promise.all([play(toPing, toPong), play(toPong, toPing)]);
  return { ball: await toPing.take(), hits: { ping, pong } };
}

/** Holds what is given until it is taken; a taker that waits is woken. */
class Box {
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
