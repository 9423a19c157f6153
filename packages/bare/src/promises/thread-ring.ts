// Async functions in a ring hand a token on through boxes.
export async function run({ tasks, laps }: { readonly tasks: number; readonly laps: number }) {
  const boxes = Array.from({ length: tasks }, () => new Box());
  const boxOf = (task: number) => boxes[task % tasks] as Box;
  const stand = async (task: number) => {
    const [mine, next] = [boxOf(task), boxOf(task + 1)];
    let hits = 0;
    for (; hits < laps; hits++) next.give((await mine.take()) + 1);
    return hits;
  };
  const standing = boxes.map((_, task) => stand(task));
  boxOf(0).give(0);
  const hits = await Promise.all(standing);
  return { token: await boxOf(0).take(), hits };
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
