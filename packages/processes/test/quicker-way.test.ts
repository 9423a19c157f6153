import { describe, expect, it } from "vitest";
import { QuickerWay } from "../src/internal/pool/quicker-way.ts";

/** One trip after the other, each of which takes what `msOf` says. Returns how many of the last thousand looked. */
function lookedOf(many: number, msOf: (looks: boolean, trip: number) => number): number {
  const way = new QuickerWay();
  let nowMs = 0;
  const looked = Array.from({ length: many }, (_, trip) => {
    const looks = way.looksNow(nowMs);
    const ms = msOf(looks, trip);
    nowMs += ms;
    way.took(looks, ms, nowMs);
    return looks;
  });
  return looked.slice(-1_000).filter((looks) => looks).length;
}

describe("QuickerWay", () => {
  it("looks where that is quicker, and sleeps where that is, but for a trial now and then", () => {
    expect(lookedOf(20_000, (looks) => (looks ? 0.015 : 0.06))).toBeGreaterThan(930);
    expect(lookedOf(20_000, (looks) => (looks ? 0.5 : 0.02))).toBeLessThan(70);
  });

  it("changes its way when the other becomes quicker", () => {
    const msOf = (looks: boolean, trip: number) => (looks === trip < 20_000 ? 0.02 : 0.1);
    expect(lookedOf(20_000, msOf)).toBeGreaterThan(930);
    expect(lookedOf(60_000, msOf)).toBeLessThan(70);
  });

  it("gives up a trial that is slow before it takes longer than usual trips", () => {
    let slowMs = 0;
    lookedOf(20_000, (looks, trip) => {
      if (!looks || trip === 0) return 0.02;
      slowMs += 5;
      return 5;
    });
    // 0.4 s of usual trips, with a trial each 160 ms at the end, one trip each.
    expect(slowMs).toBeLessThan(100);
  });
});
