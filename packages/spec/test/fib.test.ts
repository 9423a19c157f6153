import * as Schema from "effect/Schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FibInput, fib } from "../src/fib.ts";

const runInfo = { model: "promises", threads: 1 };
const article: FibInput = { n: 10, pauseMs: 100, pause: "blocks", calls: "sequential" };

describe("fib.check()", () => {
  it("accepts the article's figures", () => {
    expect(fib.check(article, { value: 55, calls: 177 }, runInfo)).toEqual([]);
  });

  it("agrees with the recursion itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 18 }), (n) => {
        let calls = 0;
        const call = (m: number): number => {
          calls += 1;
          return m < 2 ? m : call(m - 1) + call(m - 2);
        };
        expect(fib.check({ ...article, n }, { value: call(n), calls }, runInfo)).toEqual([]);
      }),
    );
  });

  it("rejects a wrong value", () => {
    expect(fib.check(article, { value: 89, calls: 177 }, runInfo)).toEqual(["fib(10) was 89, not 55"]);
  });

  it("rejects a call too many or too few", () => {
    expect(fib.check(article, { value: 55, calls: 178 }, runInfo)).toEqual([
      "fib(10) made 178 calls, not 177",
    ]);
    expect(fib.check(article, { value: 55, calls: 11 }, runInfo)).toEqual(["fib(10) made 11 calls, not 177"]);
  });
});

describe("fib.ideal()", () => {
  it("is all pauses one after another, where calls are sequential", () => {
    expect(fib.ideal(article, 2).ms).toBe(17_700);
    expect(fib.ideal({ ...article, pause: "yields" }, 2).ms).toBe(17_700);
  });

  it("is the pauses divided by the threads that they block", () => {
    expect(fib.ideal({ ...article, calls: "tasks" }, 1).ms).toBe(17_700);
    expect(fib.ideal({ ...article, calls: "tasks" }, 2).ms).toBe(8_900);
  });

  it("is never below the levels of the recursion, which follow one another", () => {
    expect(fib.ideal({ ...article, calls: "tasks" }, 1_000).ms).toBe(1_000);
    expect(fib.ideal({ ...article, calls: "tasks", pause: "yields" }, 1).ms).toBe(1_000);
  });

  it("is not known where calls only compute", () => {
    expect(fib.ideal({ ...article, pause: "none" }, 1).ms).toBeUndefined();
  });
});

describe("fib.input", () => {
  it("accepts each of its own inputs", () => {
    for (const input of Object.values(fib.inputs)) {
      expect(Schema.decodeUnknownSync(fib.input)(input)).toEqual(input);
    }
  });

  it.each([{ n: -1 }, { n: 31 }, { n: 2.5 }, { pauseMs: -1 }, { pause: "sleeps" }, { calls: "threads" }])(
    "refuses %o",
    (change) => {
      expect(() => Schema.decodeUnknownSync(fib.input)({ ...article, ...change })).toThrow();
    },
  );
});
