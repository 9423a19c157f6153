// Every iterator that a helper draws from is closed exactly once, unless it has ended or thrown.
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { boundedMap } from "../src/bounded-map.ts";
import { retry } from "../src/retry.ts";

/** Numbers from 0; `throwsAt` makes `next` throw there. */
function source(count: number, throwsAt = Number.POSITIVE_INFINITY) {
  let next = 0;
  const seen = { closed: 0, taken: 0, mostAhead: 0 };
  const iterator = {
    next() {
      if (next === throwsAt) throw new SyntaxError("the source");
      seen.taken += 1;
      return next < count
        ? { done: false as const, value: next++ }
        : { done: true as const, value: undefined };
    },
    return() {
      seen.closed += 1;
      return { done: true as const, value: undefined };
    },
  };
  const sync: Iterable<number> = { [Symbol.iterator]: () => iterator };
  const async_: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => iterator.next(),
      return: async () => iterator.return(),
    }),
  };
  return { seen, sync, async: async_ };
}
const fails = (at: number) => (item: number) => {
  if (item === at) throw new RangeError("the task");
  return item;
};
const kinds = ["sync", "async"] as const;

describe.each(kinds)("boundedMap() over a %s iterable", (kind) => {
  it("does not close what has ended", async () => {
    const { seen, [kind]: items } = source(3);
    expect(await boundedMap(items, 2, (item) => item)).toEqual([0, 1, 2]);
    expect(seen.closed).toBe(0);
  });

  it("closes what has more, once", async () => {
    const { seen, [kind]: items } = source(9);
    await expect(boundedMap(items, 2, fails(1))).rejects.toThrow(RangeError);
    expect(seen.closed).toBe(1);
  });

  it("does not close what has thrown, and throws that", async () => {
    const { seen, [kind]: items } = source(9, 2);
    await expect(boundedMap(items, 1, (item) => item)).rejects.toThrow(SyntaxError);
    expect(seen.closed).toBe(0);
  });

  it.each([
    ["a task", 2, Number.POSITIVE_INFINITY, RangeError],
    ["the iterable", 9, 1, SyntaxError],
  ])("cancels what runs when %s fails, or lets it end", async (_, count, throwsAt, kindOfError) => {
    for (const onFailure of ["cancel", "await"] as const) {
      const { [kind]: items } = source(count, throwsAt);
      const reasons: unknown[] = [];
      const task = async (item: number, _: number, signal: AbortSignal) => {
        fails(1)(item);
        for (let i = 0; i < 3; i++) await nextTurn();
        reasons.push(signal.reason);
      };
      await expect(boundedMap(items, 2, task, { onFailure })).rejects.toThrow(kindOfError);
      expect(reasons).toEqual([onFailure === "cancel" ? expect.any(kindOfError) : undefined]);
    }
  });
});

describe("boundedMap() over an async iterable", () => {
  it("keeps order and limit, and takes no more than it is asked to read ahead", async () => {
    for (const readAhead of [0, 3]) {
      const { seen, async: items } = source(20);
      let [running, most, ahead] = [0, 0, 0];
      const squares = await boundedMap(
        items,
        2,
        async (item) => {
          most = Math.max(most, ++running);
          await nextTurn();
          ahead = Math.max(ahead, seen.taken - item - running);
          running -= 1;
          return item * item;
        },
        { readAhead },
      );
      expect(squares).toEqual(Array.from({ length: 20 }, (_, item) => item * item));
      expect(most).toBe(2);
      expect(ahead).toBeLessThanOrEqual(readAhead + 1);
      if (readAhead > 0) expect(ahead).toBeGreaterThanOrEqual(readAhead - 1);
    }
  });

  it("asks for nothing more once it has closed the source, whatever it was to read ahead", async () => {
    const asked: string[] = [];
    const items: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          asked.push("next");
          await nextTurn();
          return { done: false, value: 0 };
        },
        return: async () => {
          asked.push("return");
          return { done: true, value: undefined };
        },
      }),
    };
    await expect(boundedMap(items, 1, fails(0), { readAhead: 3 })).rejects.toThrow(RangeError);
    for (let i = 0; i < 10; i++) await nextTurn();
    expect(asked).toEqual(["next", "next", "return"]);
  });

  it.each([0, 1, 3])("asks for exactly %i items ahead of what runs", async (readAhead) => {
    let asked = 0;
    const items: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: asked === 9, value: asked++ }),
      }),
    };
    const seen: number[] = [];
    const task = async () => {
      for (let i = 0; i < 10; i++) await nextTurn();
      seen.push(asked);
    };
    await boundedMap(items, 1, task, { readAhead });
    expect(seen.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((taken) => taken + readAhead));
  });

  it("settles only when the source is closed", async () => {
    const closing = Promise.withResolvers<IteratorResult<number>>();
    const items: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false, value: 0 }),
        return: () => closing.promise,
      }),
    };
    const controller = new AbortController();
    const { signal } = controller;
    const settled: unknown[] = [];
    const mapped = boundedMap(items, 1, () => controller.abort("enough"), { signal }).catch(
      (error: unknown) => settled.push(error),
    );
    for (let i = 0; i < 10; i++) await nextTurn();
    expect(settled).toEqual([]);
    closing.resolve({ done: true, value: undefined });
    await mapped;
    expect(settled).toEqual(["enough"]);
  });

  it("leaves an item that never comes when it is canceled", async () => {
    const controller = new AbortController();
    const items = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<number>>(() => {}) }),
    };
    const mapped = boundedMap(items, 2, (item) => item, { signal: controller.signal });
    await nextTurn();
    controller.abort(new Error("enough"));
    await expect(mapped).rejects.toThrow("enough");
  });

  it("awaits what runs when the source fails", async () => {
    let ended = 0;
    const { async: items } = source(9, 2);
    const mapped = boundedMap(items, 5, async () => {
      await nextTurn();
      ended += 1;
    });
    await expect(mapped).rejects.toThrow(SyntaxError);
    expect(ended).toBe(2);
  });
});

describe("retry() with delays", () => {
  const failing = () => Promise.reject(new RangeError("the attempt"));

  it("closes those that have more, once, however it ends", async () => {
    const again = source(1);
    let attempts = 0;
    const task = () => (++attempts < 2 ? failing() : 1);
    expect(await retry(task, { delays: again.sync })).toBe(1);
    expect(again.seen.closed).toBe(1);
    const within = source(9);
    await expect(retry(failing, { delays: within.sync, withinMs: 0, delayAfter: () => 1 })).rejects.toThrow(
      RangeError,
    );
    expect(within.seen.closed).toBe(1);
  });

  it("does not close those that have ended or thrown", async () => {
    const ended = source(1);
    await expect(retry(failing, { delays: ended.sync, delayAfter: () => 0 })).rejects.toThrow(RangeError);
    expect(ended.seen.closed).toBe(0);
    const thrown = source(9, 0);
    await expect(retry(failing, { delays: thrown.sync })).rejects.toThrow(SyntaxError);
    expect(thrown.seen.closed).toBe(0);
  });

  it("draws nothing, and closes nothing, where the first attempt succeeds", async () => {
    const { seen, sync } = source(9);
    expect(await retry(() => 1, { delays: sync })).toBe(1);
    expect(seen).toMatchObject({ closed: 0, taken: 0 });
  });

  it("throws the reason when it is aborted during the last attempt", async () => {
    const controller = new AbortController();
    const task = () => {
      controller.abort(new SyntaxError("enough"));
      return failing();
    };
    await expect(retry(task, { delays: [], signal: controller.signal })).rejects.toThrow(SyntaxError);
  });

  it("waits as long as the failure asks", async () => {
    const begun: number[] = [];
    const task = () => Promise.reject(Object.assign(new Error("busy"), { retryAfterMs: 7 }));
    const delayAfter = (error: unknown, delayMs: number) =>
      (error as { retryAfterMs: number }).retryAfterMs + delayMs;
    await expect(
      retry(task, { delays: [0, 1], delayAfter, onRetry: (ms) => begun.push(ms) }),
    ).rejects.toThrow("busy");
    expect(begun).toEqual([7, 8]);
  });
});
