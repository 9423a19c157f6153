import { compute } from "@byturns/context";
import { describe, expect, it } from "vitest";
import { heartbeat } from "../src/heartbeat.ts";

const input = {
  hogs: 2,
  manner: "at-once",
  steps: 4,
  unitsPerStep: 5,
  beats: 4,
  beatMs: 2,
  operations: 64,
} as const;
const hogs = [
  { beganMs: 0.1, endedMs: 5, digest: compute(20, 0) },
  { beganMs: 5, endedMs: 9, digest: compute(20, 1) },
];
/** All beats after both hogs. */
const late = { delaysMs: [7.5, 5.5, 3.5, 1.5], hogs };
/** The third beat comes while the second hog computes. */
const between = { delaysMs: [0, 0, 0, 0], hogs };
const wrong = (
  model: string,
  output: Parameters<typeof heartbeat.check>[1],
  change: Partial<Parameters<typeof heartbeat.check>[0]> = {},
) => heartbeat.check({ ...input, ...change }, output, { model, threads: 2 }).join("\n");

describe("heartbeat.check()", () => {
  it("finds nothing wrong with what is right", () => {
    for (const model of ["promises", "fibers", "threads"]) expect(wrong(model, late)).toBe("");
    expect(wrong("threads", between)).toBe("");
    expect(wrong("promises", between, { manner: "giving-way" })).toBe("");
    expect(wrong("fibers", between, { manner: "in-steps" })).toBe("");
  });

  it("allows no beat while a hog holds the only thread", () => {
    expect(wrong("promises", between)).toContain("beat 0 came while hog 0 held the thread");
    expect(wrong("promises", between, { manner: "in-steps" })).toContain("beat 2 came while hog 1 held");
    expect(wrong("fibers", between)).toContain("held the thread");
  });

  it.each([
    ["a beat left out", { delaysMs: [0, 0, 0] }, "3 beats were seen, not 4"],
    ["a beat before its time", { delaysMs: [-2, 0, 0, 0] }, "beat 0 was 2 ms early"],
    ["beats out of order", { delaysMs: [7, 0, 0, 0] }, "beat 1 came before"],
    ["a hog left out", { hogs: hogs.slice(1) }, "1 hogs were seen, not 2"],
    ["a hog that computed nothing", { hogs: hogs.map((hog) => ({ ...hog, digest: 1 })) }, "hog 0 came to 1"],
  ])("finds %s", (_, change, line) => {
    expect(wrong("threads", { ...between, ...change })).toContain(line);
  });
});

describe("heartbeat.readings", () => {
  it("are how late beats were, the longest gap, and the longest hog", () => {
    const read = heartbeat.readings?.map(({ id, of }) => [id, of(late, input)]);
    expect(read).toEqual([
      ["delay-p50", 3.5],
      ["delay-p99", 7.5],
      ["delay-max", 7.5],
      ["gap-max", 9.5],
      ["hog", 4.9],
    ]);
  });
});
