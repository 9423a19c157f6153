// The machine's side of bounded-queue: the queue, on one machine; producers and consumers, on all of them.
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import * as Queue from "effect/Queue";
import { BoundedQueue } from "./bounded-queue.ts";
import { Parties, Queues } from "./internal/queues.ts";
import { waiting } from "./internal/spans.ts";

const queues = Queues.toLayer(
  Effect.gen(function* () {
    let queue = yield* Queue.bounded<number, Cause.Done>(1);
    let peakSize = 0;
    return {
      open: ({ payload: { bound } }) =>
        Effect.map(Queue.bounded<number, Cause.Done>(bound), (opened) => {
          queue = opened;
          peakSize = 0;
        }),
      put: ({ payload: { item } }) =>
        Effect.tap(Queue.offer(queue, item), () =>
          Effect.sync(() => {
            peakSize = Math.max(peakSize, Queue.sizeUnsafe(queue));
          }),
        ),
      take: () => Effect.catchIf(Queue.take(queue), Cause.isDone, () => Effect.succeed(null)),
      close: () => Effect.asVoid(Queue.end(queue)),
      peakSize: () => Effect.sync(() => peakSize),
    };
  }),
  { concurrency: "unbounded" },
);

const parties = Parties.toLayer(
  Effect.gen(function* () {
    const find = yield* BoundedQueue.find;
    return {
      produce: Effect.fnUntraced(function* ({ payload: { queue, number, itemsEach, pauseMs } }) {
        const into = find(queue);
        const first = number * itemsEach;
        for (let item = first; item < first + itemsEach; item++) {
          if (pauseMs > 0) yield* Effect.sleep(pauseMs);
          yield* into.put(item).pipe(Effect.orDie, waiting(`producer ${number}`));
        }
      }),
      consume: Effect.fnUntraced(function* ({ payload: { queue, number, pauseMs } }) {
        const take = find(queue).take.pipe(waiting(`consumer ${number}`));
        const items: number[] = [];
        const all = Effect.gen(function* () {
          for (;;) {
            items.push(yield* take);
            if (pauseMs > 0) yield* Effect.sleep(pauseMs);
          }
        });
        return yield* Effect.catchTag(all, "QueueClosed", () => Effect.succeed(items));
      }),
    };
  }),
  { concurrency: "unbounded" },
);

export const layer = Layer.merge(queues, parties);
