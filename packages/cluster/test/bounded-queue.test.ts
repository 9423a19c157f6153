import { makeContext } from "@byturns/context";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BoundedQueue, machine } from "../src/bounded-queue.ts";
import { openOnMachines } from "../src/internal/edge.ts";

type Opened = Awaited<ReturnType<typeof openOnMachines>>;

describe("BoundedQueue", () => {
  let openExample: Opened;
  // An example made of whatever a test passes to it.
  const run = (test: unknown) => openExample.run(test);
  beforeAll(async () => {
    openExample = await openOnMachines(
      (test: Effect.Effect<unknown>) => test,
      machine,
      makeContext({ threads: 2 }),
    );
  });
  afterAll(() => openExample[Symbol.asyncDispose]());

  it("hands out in order what went in, and fails with QueueClosed when it is closed and empty", async () => {
    const test = Effect.gen(function* () {
      const queue = yield* BoundedQueue.open("ordered", 3);
      for (const item of [1, 2, 3]) yield* queue.put(item);
      yield* queue.close;
      const taken = [yield* queue.take, yield* queue.take, yield* queue.take];
      const after = yield* Effect.flip(queue.take);
      return { taken, after: after._tag, peakSize: yield* queue.peakSize };
    });
    expect(await run(test)).toEqual({ taken: [1, 2, 3], after: "QueueClosed", peakSize: 3 });
  });

  it("makes a put into a full queue wait until an item is taken", async () => {
    const test = Effect.gen(function* () {
      const queue = yield* BoundedQueue.open("full", 1);
      yield* queue.put(1);
      const order: string[] = [];
      const put = Effect.tap(queue.put(2), () => Effect.sync(() => order.push("put")));
      const take = Effect.gen(function* () {
        // A message that is sent after, and answered before, the one that has to wait.
        yield* queue.peakSize;
        order.push("take");
        return yield* queue.take;
      });
      const [, first] = yield* Effect.all([put, take], { concurrency: "unbounded" });
      return { order, first, second: yield* queue.take };
    });
    expect(await run(test)).toEqual({ order: ["take", "put"], first: 1, second: 2 });
  });

  it("is the same queue for every process that knows its name", async () => {
    const test = Effect.gen(function* () {
      const queue = yield* BoundedQueue.open("known", 1);
      const find = yield* BoundedQueue.find;
      yield* find("known").put(7);
      return yield* queue.take;
    });
    expect(await run(test)).toBe(7);
  });

  it.each([0, 1.5, Number.NaN])("dies of a RangeError for a bound of %d", async (bound) => {
    const test = Effect.map(Effect.sandbox(BoundedQueue.open("bad", bound)), () => "opened").pipe(
      Effect.catch((cause) => Effect.succeed(String(Cause.squash(cause)))),
    );
    expect(await run(test)).toBe(`RangeError: Cannot hold ${bound} items: bound must be an integer >= 1`);
  });
});
