import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Channel } from "../src/internal/channel.ts";

const { signal } = new AbortController();

/** Lets every task that can continue do so. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("Channel", () => {
  it("hands every number over, in order, however many slots it has", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 40 }),
        async (slots, numbers) => {
          const giver = new Channel(slots);
          const taker = new Channel(giver.memory);
          const giving = (async () => {
            for (const number of numbers) expect(await giver.give(number, signal)).toBe(true);
          })();
          const taken: (number | undefined)[] = [];
          for (const _ of numbers) taken.push(await taker.take(signal));
          await giving;
          expect(taken).toEqual(numbers);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("never holds more than its slots", async () => {
    const channel = new Channel(2);
    let given = 0;
    const giving = (async () => {
      while (await channel.give(given, signal)) given += 1;
    })();
    await turn();
    expect(given).toBe(2);
    expect(await channel.take(signal)).toBe(0);
    await expect.poll(() => given).toBe(3);
    channel.close();
    await giving;
  });

  it("when closed, wakes the tasks that wait for room or a number, and takes and gives nothing more", async () => {
    const [full, empty] = [new Channel(1), new Channel(1)];
    await full.give(1, signal);
    const waiting = Promise.all([full.give(2, signal), empty.take(signal)]);
    await turn();
    full.close();
    empty.close();
    expect(await waiting).toEqual([false, undefined]);
    expect(await full.take(signal)).toBeUndefined();
    expect(await empty.give(1, signal)).toBe(false);
  });

  it("rejects with the signal's reason when it is aborted while it waits", async () => {
    const controller = new AbortController();
    const taken = new Channel(1).take(controller.signal);
    controller.abort(new RangeError("enough"));
    await expect(taken).rejects.toThrow("enough");
  });
});
