import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { sieve } from "../src/sieve.ts";

const runInfo = { model: "threads", threads: 2 };
const input = { primes: 5, slots: 2 };
const right = { primes: [2, 3, 5, 7, 11], filters: 4 };

describe("sieve.check()", () => {
  it("accepts the first primes in order", () => {
    expect(sieve.check(input, right, runInfo)).toEqual([]);
  });

  it("finds a prime left out", () => {
    expect(sieve.check(input, { ...right, primes: [2, 3, 5, 7] }, runInfo)).toEqual(["4 primes came, not 5"]);
  });

  it("finds a number that is no prime, and two in the wrong order", () => {
    expect(sieve.check(input, { ...right, primes: [2, 3, 5, 7, 9] }, runInfo)).toEqual([
      "prime 4 is 9, not 11",
    ]);
    expect(sieve.check(input, { ...right, primes: [2, 3, 7, 5, 11] }, runInfo)).toEqual([
      "prime 2 is 7, not 5",
    ]);
  });

  it("finds a pipeline that is shorter than its primes", () => {
    expect(sieve.check(input, { ...right, filters: 0 }, runInfo)).toEqual(["0 filters were begun, not 4"]);
  });
});

describe("sieve.ideal()", () => {
  it("counts what passes from task to task", () => {
    // 2 to the end; 3 through 2's filter; 4 stops there; 5 passes two.
    expect(sieve.ideal({ primes: 3, slots: 1 }, 1).why).toContain(`${1 + 2 + 1 + 3} numbers handed over`);
  });
});

describe("sieve.input", () => {
  const decode = Schema.decodeUnknownSync(sieve.input);

  it("accepts each of its own inputs, and what its sweeps lead to", () => {
    const swept = Object.values(sieve.sweeps ?? {}).flatMap(({ values, at }) => values.map(at));
    for (const one of [...Object.values(sieve.inputs), ...swept]) expect(decode(one)).toEqual(one);
  });

  it.each([{ primes: 0 }, { primes: 2_001 }, { slots: 0 }, { slots: 1.5 }, { slots: 1_025 }])(
    "refuses %o",
    (change) => {
      expect(() => decode({ ...input, ...change })).toThrow();
    },
  );
});
