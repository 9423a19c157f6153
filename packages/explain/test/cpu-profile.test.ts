import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProfileUnreadable, parseCpuProfile } from "../src/index.ts";
import { profileText } from "./profiles.ts";

describe("parseCpuProfile()", () => {
  it("gives each sample its stack, innermost first, and the time until the next", () => {
    const text = profileText([
      { stack: ["main /app/a.ts", "work /app/b.ts:7"], us: 300 },
      { stack: ["main /app/a.ts"], us: 200 },
    ]);
    const { samples } = parseCpuProfile(text, "p");
    expect(samples.map(({ stack, weightUs }) => [stack.map(({ name }) => name), weightUs])).toEqual([
      [["work", "main"], 300],
      [["main"], 200],
    ]);
    expect(samples[0]?.stack[0]).toEqual({ name: "work", url: "/app/b.ts", line: 7 });
  });

  it("counts a gap that is far longer than usual as idle time, as JavaScriptCore leaves it", () => {
    const work = { stack: ["work /app/a.ts"], us: 1_000 };
    const text = profileText([...Array(20).fill(work), { ...work, us: 120_000 }, work]);
    const { samples } = parseCpuProfile(text, "p");
    const idle = samples.filter(({ stack }) => stack[0]?.name === "(idle)");
    expect(idle.map(({ weightUs }) => weightUs)).toEqual([115_000]);
  });

  it("keeps all of the time between the first sample and the end", () => {
    const name = fc.constantFrom("a /x.ts", "b /y.ts", "(idle)", "(program)", "now");
    const stretch = fc.record({
      stack: fc.array(name, { minLength: 1, maxLength: 5 }),
      us: fc.integer({ min: 0, max: 1e6 }),
    });
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 40 }), (stretches) => {
        const { samples } = parseCpuProfile(profileText(stretches), "p");
        const sum = samples.reduce((total, { weightUs }) => total + weightUs, 0);
        expect(sum).toBeCloseTo(
          stretches.reduce((total, { us }) => total + us, 0),
          3,
        );
      }),
    );
  });

  it.each([
    ["{", /p is not JSON/],
    ["[]", /no list "nodes"/],
    ["null", /no list "nodes"/],
    ['{"nodes":[],"samples":[1],"timeDeltas":["a"]}', /lists of numbers/],
    ['{"nodes":[],"samples":[1],"timeDeltas":[]}', /1 samples and 0 time deltas/],
    ['{"nodes":[],"samples":[],"timeDeltas":[]}', /"startTime"/],
    ['{"nodes":[],"samples":[4],"timeDeltas":[0],"startTime":0,"endTime":1}', /sample 0 names node 4/],
    ['{"nodes":[{}],"samples":[],"timeDeltas":[],"startTime":0,"endTime":1}', /node 0 has no id/],
    [
      '{"nodes":[{"id":1,"callFrame":{"functionName":"a"},"children":[1]}],"samples":[1],"timeDeltas":[0],"startTime":0,"endTime":1}',
      /node 1 is among its own ancestors/,
    ],
  ])("refuses %s, and names the file and what is wrong", (text, why) => {
    expect(() => parseCpuProfile(text, "p")).toThrow(ProfileUnreadable);
    expect(() => parseCpuProfile(text, "p")).toThrow(why);
  });
});
