// Fibers in a ring pass a token on through queues.
import * as Effect from "effect/Effect";
import * as Queue from "effect/Queue";

export const run = ({ tasks, laps }: { readonly tasks: number; readonly laps: number }) =>
  Effect.gen(function* () {
    const numbers = Array.from({ length: tasks }, (_, task) => task);
    const boxes = yield* Effect.forEach(numbers, () => Queue.unbounded<number>());
    const boxOf = (task: number) => boxes[task % tasks] as Queue.Queue<number>;
    const stand = Effect.fnUntraced(function* (task: number) {
      const [mine, next] = [boxOf(task), boxOf(task + 1)];
      let hits = 0;
      for (; hits < laps; hits++) yield* Queue.offer(next, (yield* Queue.take(mine)) + 1);
      return hits;
    });
    yield* Queue.offer(boxOf(0), 0);
    const hits = yield* Effect.forEach(numbers, stand, { concurrency: "unbounded" });
    return { token: yield* Queue.take(boxOf(0)), hits };
  });
