// thread-ring on fibers.
//
// Start: one fiber for each task, on the only thread. Cancel: interruption ends all waiting for the token. Fail: errors are
// typed; this effect cannot fail. Cost: one suspension and one turn of the scheduler each time the token is passed, however
// many fibers wait.
import type { ThreadRingInput, ThreadRingOutput } from "@byturns/spec/thread-ring";
import * as Effect from "effect/Effect";
import * as Queue from "effect/Queue";
import { waiting } from "./internal/spans.ts";

/** Passes the token around the ring. */
export const threadRing = Effect.fnUntraced(function* ({
  tasks,
  laps,
}: ThreadRingInput): Effect.fn.Return<ThreadRingOutput> {
  const numbers = Array.from({ length: tasks }, (_, task) => task);
  const boxes = yield* Effect.forEach(numbers, () => Queue.unbounded<number>());
  const boxOf = (task: number) => boxes[task % tasks] as Queue.Queue<number>;
  const stand = Effect.fnUntraced(function* (task: number) {
    const [mine, next] = [boxOf(task), boxOf(task + 1)];
    let hits = 0;
    for (; hits < laps; hits++) yield* Queue.offer(next, (yield* Queue.take(mine)) + 1);
    return hits;
  });
  const standing = (task: number) => stand(task).pipe(waiting(`task ${task}`));
  yield* Queue.offer(boxOf(0), 0);
  const hits = yield* Effect.forEach(numbers, standing, { concurrency: "unbounded" });
  return { token: yield* Queue.take(boxOf(0)), hits };
});
