// Two fibers hand a number back and forth through two queues.
import * as Effect from "effect/Effect";
import * as Queue from "effect/Queue";

export const run = ({ rounds }: { readonly rounds: number }) =>
  Effect.gen(function* () {
    const toPing = yield* Queue.unbounded<number>();
    const toPong = yield* Queue.unbounded<number>();
    const play = Effect.fnUntraced(function* (mine: Queue.Queue<number>, other: Queue.Queue<number>) {
      let hits = 0;
      for (; hits < rounds; hits++) yield* Queue.offer(other, (yield* Queue.take(mine)) + 1);
      return hits;
    });
    yield* Queue.offer(toPing, 0);
    const [ping, pong] = yield* Effect.all([play(toPing, toPong), play(toPong, toPing)], {
      concurrency: "unbounded",
    });
    return { ball: yield* Queue.take(toPing), hits: { ping, pong } };
  });
