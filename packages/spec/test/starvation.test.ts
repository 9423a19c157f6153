import { describe, expect, it } from "vitest";
import { starvation } from "../src/starvation.ts";

const input = { tasks: 2, units: 5, by: "steps", timerMs: 3, capMs: 30, operations: 64 } as const;
const heard = { firedAtMs: 4, starved: false, turns: [40, 40], overdueTurns: 3 };
const starved = { firedAtMs: 31, starved: true, turns: [1_900, 1_900], overdueTurns: 3_500 };
const wrong = (
  model: string,
  output: typeof heard,
  change: Partial<Parameters<typeof starvation.check>[0]> = {},
) => starvation.check({ ...input, ...change }, output, { model, threads: 2 }).join("\n");

describe("starvation.check()", () => {
  it("requires a starved timer where no task leaves the microtask queue, and a fired one elsewhere", () => {
    expect(wrong("promises", starved)).toBe("");
    expect(wrong("promises", heard)).toContain("heard between two steps of one thread");
    expect(wrong("fibers", heard)).toBe("");
    expect(wrong("fibers", starved)).toContain("not heard during 3500 turns, where 2256 give way");
    expect(wrong("threads", heard)).toBe("");
  });

  it("allows no escape from microtasks on one thread, and no starvation by turns of the loop", () => {
    expect(wrong("fibers", heard, { by: "microtasks" })).toContain("heard between two microtasks");
    expect(wrong("fibers", starved, { by: "microtasks" })).toBe("");
    expect(wrong("promises", starved, { by: "turns" })).toContain("where 2000 give way");
    expect(wrong("promises", heard, { by: "turns" })).toBe("");
  });

  it("does not mistake a stalling machine for a stalling task", () => {
    expect(wrong("promises", { ...starved, overdueTurns: 2 }, { by: "turns" })).toBe("");
  });

  it.each([
    ["a task left out", { turns: [40] }, "1 tasks were seen"],
    ["a task without a turn", { turns: [40, 0] }, "one took none"],
    ["more turns overdue than taken", { overdueTurns: 81 }, "81 of 80 turns"],
    ["a timer before its time", { firedAtMs: 1 }, "before its 3 ms"],
    ["one starved before the cap", { starved: true }, "before the cap"],
  ])("finds %s", (_, change, line) => {
    expect(wrong("threads", { ...heard, ...change })).toContain(line);
  });
});

describe("starvation.readings", () => {
  it("are how late the timer was, whether it starved, and how many turns were taken", () => {
    const read = starvation.readings?.map(({ id, of }) => [id, of(starved, input)]);
    expect(read).toEqual([
      ["late", 28],
      ["starved", 1],
      ["turns", 3_800],
    ]);
  });
});
