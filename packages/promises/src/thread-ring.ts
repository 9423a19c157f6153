// thread-ring on promises.
//
// Start: calling an async function runs it up to its first await, which is for the token. Cancel: the signal is checked
// before the first lap; the token never returns to the event loop, so it cannot be aborted meanwhile. Fail: the promise
// rejects. Cost: a promise and a microtask each time it is handed on, however many wait.

import type { ExampleContext } from "@byturns/context";
import type { ThreadRingInput, ThreadRingOutput } from "@byturns/spec/thread-ring";

/** Lets the token go around. Rejects when the context's signal is aborted. */
export async function threadRing(
  { tasks, laps }: ThreadRingInput,
  context: ExampleContext,
): Promise<ThreadRingOutput> {
  context.signal.throwIfAborted();
  const boxes = Array.from({ length: tasks }, () => new Box());
  const boxOf = (task: number) => boxes[task % tasks] as Box;
  const stand = async (task: number) => {
    const [mine, next] = [boxOf(task), boxOf(task + 1)];
    let hits = 0;
    for (; hits < laps; hits++) next.give((await mine.take()) + 1);
    return hits;
  };
  const standing = boxes.map((_, task) => context.waiting(`task ${task}`, stand(task)));
  boxOf(0).give(0);
  const hits = await Promise.all(standing);
  return { token: await boxOf(0).take(), hits };
}

/** Holds the token until it is taken; the task that waits for it is woken. */
class Box {
  #token: number | undefined;
  #wake: ((token: number) => void) | undefined;

  give(token: number): void {
    if (this.#wake === undefined) this.#token = token;
    else this.#wake(token);
    this.#wake = undefined;
  }

  take(): Promise<number> {
    const token = this.#token;
    this.#token = undefined;
    return token === undefined
      ? new Promise((resolve) => {
          this.#wake = resolve;
        })
      : Promise.resolve(token);
  }
}
