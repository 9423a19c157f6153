import { describe, expect, it } from "vitest";
import { markers, parseCpuProfile, samplesWithin, windowOf } from "../src/index.ts";
import { profileText } from "./profiles.ts";

const text = profileText([
  { stack: ["start /a.ts"], us: 500 },
  { stack: ["host /h.ts", `${markers.begin} /h.ts`, "now"], us: 100 },
  { stack: ["work /a.ts"], us: 1_000 },
  { stack: ["host /h.ts", `${markers.end} /h.ts`], us: 100 },
  { stack: ["after /a.ts"], us: 700 },
]);

describe("windowOf()", () => {
  it("is what lies between both marks", () => {
    const profile = parseCpuProfile(text, "p");
    const within = samplesWithin(profile, windowOf(profile, "p"));
    expect(within.map(({ stack, weightUs }) => [stack[0]?.name, weightUs])).toEqual([["work", 1_000]]);
  });

  it("cuts a sample of another thread that reaches over an end", () => {
    const window = windowOf(parseCpuProfile(text, "p"), "p");
    const other = parseCpuProfile(profileText([{ stack: ["task /w.ts"], us: 3_000 }], 0), "w");
    expect(samplesWithin(other, window)).toMatchObject([{ atUs: 1_600, weightUs: 1_000 }]);
  });

  it.each([
    [[{ stack: ["work /a.ts"], us: 10 }], markers.begin],
    [[{ stack: [`${markers.begin} /h.ts`], us: 10 }], markers.end],
  ])("refuses a profile without a mark, and names it", (stretches, missing) => {
    expect(() => windowOf(parseCpuProfile(profileText(stretches), "p"), "p")).toThrow(
      new RegExp(`p has no sample of ${missing}`),
    );
  });
});
