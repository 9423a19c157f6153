import type { RunEvent } from "@byturns/lab";
import type { ForkRecord } from "@byturns/record";
import { afterEach, describe, expect, it, vi } from "vitest";
import { showProgress } from "../src/bench/progress.ts";
import { canColor } from "../src/text/terminal.ts";
import { around, runOf } from "./runs.ts";

/** Moves to the first column and erases the line. */
const rewrite = "\r\u001B[2K";

const { run } = runOf({ "promises/node@1": [...around(10, 2), "hello came last"] });

/** Displays a run's events, and returns what was written after each, and for clearing. */
function shown(events: readonly RunEvent[], out: { isTTY: boolean; columns: number }): string[] {
  let text = "";
  const { onEvent, clear } = showProgress({
    ...out,
    write: (written: string | Uint8Array) => {
      text += written;
      return true;
    },
  });
  const steps = [...events.map((event) => () => onEvent(event)), clear];
  return steps.map((step) => {
    text = "";
    step();
    return text;
  });
}

const forkEnded = (index: number, elapsedMs: number): RunEvent => ({
  _tag: "forkEnded",
  record: run.forks[index] as ForkRecord,
  next: index === 2 ? undefined : "say-after/bench/promises/node@1",
  done: index + 1,
  forks: 3,
  bad: index === 2 ? 1 : 0,
  elapsedMs,
  leftMs: 61_000,
});
const started: RunEvent = {
  _tag: "started",
  folder: "/runs/a",
  plan: run.plan,
  done: 0,
  forks: 3,
  expectedMs: 9_000,
};
const events = [started, forkEnded(0, 1_000), forkEnded(1, 21_000), forkEnded(2, 22_000)];

afterEach(() => vi.unstubAllEnvs());

describe("showProgress()", () => {
  it("rewrites one line on a terminal, no wider than it, and leaves none behind", () => {
    vi.stubEnv("TERM", "xterm");
    const texts = shown(events, { isTTY: true, columns: 40 });
    for (const text of texts.slice(1, 3)) {
      expect(text.startsWith(rewrite)).toBe(true);
      expect(text.slice(rewrite.length)).toMatch(/^.{1,39}$/);
    }
    expect(texts[1]).toContain("1/3 forks, 0:01, 1:01 left");
    expect(texts[4]).toBe(rewrite);
  });

  it("writes whole lines now and then without a terminal, without control characters", () => {
    const texts = shown(events, { isTTY: false, columns: 0 });
    expect(texts).toEqual([
      "3 forks, about 9 seconds, into /runs/a\n",
      "",
      "2/3 forks, 0:21, 1:01 left\n",
      "say-after/bench/promises/node@1, round 3: wrong: hello came last\n",
      "",
    ]);
  });

  it("says which look a resumed run goes on to", () => {
    const [round] = run.plan.rounds;
    const at = (rounds: number, ended: object = {}) => {
      const looks = { looks: [6, 8], level: 0.006, intervalLevel: 0.04, band: 1.03, stopsAtClose: true };
      const sequence = { ...looks, asked: [], ...ended };
      const plan = { ...run.plan, sequence, rounds: Array(rounds).fill(round) };
      return shown([{ ...started, plan, done: 2 } as RunEvent], { isTTY: false, columns: 0 })[0];
    };
    expect(at(6)).toContain("about 9 seconds to the first look, after 6 rounds, into");
    expect(at(8)).toContain("about 9 seconds to the next look, after 8 rounds, into");
    expect(at(8, { ended: "lastLook" })).toContain("about 9 seconds, into");
  });

  it("says nothing at a look of a plan that makes no comparisons", () => {
    const sequence = {
      looks: [3],
      level: 0.01,
      intervalLevel: 0.05,
      band: 1.03,
      stopsAtClose: true,
      asked: [],
    };
    const plan = { ...run.plan, sequence: { ...sequence, ended: "decided" as const } };
    const looked: RunEvent = { _tag: "looked", plan, forks: 3, leftMs: 0 };
    expect(shown([started, looked], { isTTY: false, columns: 0 })[1]).toBe("");
  });

  it("names a fork that is not correct immediately, above the line", () => {
    vi.stubEnv("TERM", "xterm");
    const [, , , last] = shown(events, { isTTY: true, columns: 80 });
    expect(last).toContain("round 3: wrong: hello came last\n");
  });
});

describe("canColor()", () => {
  it("is true only on a terminal, and never with NO_COLOR", () => {
    vi.stubEnv("TERM", "xterm");
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("FORCE_COLOR", "1");
    expect(canColor({ isTTY: true })).toBe(true);
    expect(canColor({ isTTY: false })).toBe(false);
    vi.stubEnv("NO_COLOR", "1");
    expect(canColor({ isTTY: true })).toBe(false);
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("TERM", "dumb");
    expect(canColor({ isTTY: true })).toBe(false);
  });
});
