import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LookAhead } from "../src/internal/pool/look-ahead.ts";

/** How long it takes until a sleeping thread runs, and until the pool's own does, in ms. */
interface Wake {
  readonly threadMs: number;
  readonly poolMs: number;
}

let nowMs = 0;
let turns: (() => void)[] = [];
let turnsTaken = 0;

beforeEach(() => {
  nowMs = 0;
  turns = [];
  turnsTaken = 0;
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
  vi.stubGlobal("setImmediate", (turn: () => void) => turns.push(turn));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/**
 * One request after the other, each sent when the answer before it comes, between a pool and a thread that sleep as soon
 * as they do not look. In virtual time: a turn of a loop takes 2 µs, a task 5 µs.
 *
 * @param taskMs what the task of a number takes. Default: 5 µs.
 * @returns how long each round trip took, in ms.
 */
function roundTrips(
  many: number,
  { threadMs, poolMs }: Wake,
  taskMs: (number: number) => number = () => 0.005,
) {
  let waits = false;
  const ahead = new LookAhead({ waits: () => waits, left: () => {} });
  let threadLooksUntilMs = Number.NEGATIVE_INFINITY;
  return Array.from({ length: many }, (_, number) => {
    const sentMs = nowMs;
    waits = true;
    const lookMs = ahead.sending();
    const answeredMs = sentMs + (sentMs < threadLooksUntilMs ? 0.002 : threadMs) + taskMs(number);
    if (lookMs > 0) threadLooksUntilMs = answeredMs + lookMs;
    while (turns.length > 0 && nowMs < answeredMs) {
      nowMs += 0.002;
      turns.shift()?.();
      turnsTaken += 1;
    }
    // The loop sleeps, and the answer has to wake it.
    if (turns.length === 0) nowMs = Math.max(nowMs, answeredMs) + poolMs;
    waits = false;
    ahead.answered();
    return nowMs - sentMs;
  });
}

const lasting = (trips: readonly number[]) => trips.slice(-200).toSorted((a, b) => a - b)[100] ?? Number.NaN;

describe("LookAhead", () => {
  it.each([
    { threadMs: 0.05, poolMs: 0.05 },
    { threadMs: 0.15, poolMs: 0.15 },
    { threadMs: 0.3, poolMs: 0.1 },
    { threadMs: 0.3, poolMs: 0.3 },
    { threadMs: 0.5, poolMs: 0.5 },
  ])(
    "finds back to round trips without sleep after slow ones, where to wake takes $threadMs and $poolMs ms",
    (wake) => {
      // A thread that has just begun, or a core that others took for a while.
      const trips = roundTrips(2_000, wake, (number) => (number < 10 ? 3 : 0.005));
      expect(trips[9]).toBeGreaterThan(3);
      expect(lasting(trips)).toBeLessThan(0.03);
    },
  );

  it("gives up while tasks take long, and tries again seldom", () => {
    roundTrips(1_000, { threadMs: 0.05, poolMs: 0.05 }, () => 3);
    // 3.1 s, in which it looks for 1 ms every 160 ms, 500 turns each.
    expect(turnsTaken).toBeGreaterThan(5_000);
    expect(turnsTaken).toBeLessThan(20_000);
  });
});
