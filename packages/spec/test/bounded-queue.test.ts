import { describe, expect, it } from "vitest";
import { boundedQueue } from "../src/bounded-queue.ts";
import { nested } from "./nested.ts";

const runInfo = { model: "promises", threads: 1 };
const input = {
  observe: true,
  ...{ producers: 2, consumers: 2, itemsEach: 2, bound: 2, producerPauseMs: 3, consumerPauseMs: 4 },
};
const right = { taken: [[0, 2, 1], [3]], peakSize: 2, refused: true };

describe("boundedQueue.check()", () => {
  it("finds nothing wrong with what is right", () => {
    expect(boundedQueue.check(input, nested(right), runInfo)).toEqual([]);
  });

  it.each([
    ["a lost item", { taken: [[0, 2], [3]] }, "item 1 was taken 0 times"],
    [
      "an item taken twice",
      {
        taken: [
          [0, 2, 1],
          [3, 2],
        ],
      },
      "item 2 was taken 2 times",
    ],
    [
      "an item out of nowhere",
      {
        taken: [
          [0, 2, 1],
          [3, -1],
        ],
      },
      "consumer 1 took -1",
    ],
    ["a producer's items out of order", { taken: [[1, 2, 0], [3]] }, "took 0 of producer 0 after 1"],
    ["a full queue that takes more", { peakSize: 3 }, "3 items were in the queue, with a bound of 2"],
    ["a closed queue that takes more", { refused: false }, "after the queue was closed"],
    ["a consumer left out", { taken: [[0, 2, 1, 3]] }, "1 consumers were seen, not 2"],
  ])("finds %s", (_, change, line) => {
    expect(boundedQueue.check(input, nested({ ...right, ...change }), runInfo).join("\n")).toContain(line);
  });

  it("finds observations without a request, and missing ones", () => {
    const bare = { ...input, observe: false };
    expect(boundedQueue.check(bare, { ...nested(right), observed: null }, runInfo)).toEqual([]);
    expect(boundedQueue.check(bare, nested(right), runInfo)).toEqual([
      "tasks were observed, and the input asks for bare ones",
    ]);
    expect(boundedQueue.check(input, { ...nested(right), observed: null }, runInfo)).toEqual([
      "nothing was observed, and the input asks for it",
    ]);
  });
});

describe("boundedQueue.ideal()", () => {
  it("is the slower of the producers and the consumers", () => {
    expect(boundedQueue.ideal(input, 1).ms).toBe(8);
    expect(boundedQueue.ideal({ ...input, producerPauseMs: 9 }, 1).ms).toBe(18);
  });
});
