import { describe, expect, it } from "vitest";
import { type Counters, conditionsBetween, readCounters, weighedAfter } from "../src/machine/conditions.ts";

const before: Counters = { atMs: 0, busy: 1_000, stolen: 10, all: 10_000, own: 100, throttled: 3 };
/** Ten seconds later on two cores; this process and its forks kept one of them busy. */
const after: Counters = { atMs: 10_000, busy: 2_000, stolen: 10, all: 12_000, own: 1_100, throttled: 3 };
const weighOf = (changes: Partial<Counters>) =>
  Object.fromEntries(
    conditionsBetween(before, { ...after, ...changes }).map(({ id, weight }) => [id, weight]),
  );

describe("conditionsBetween()", () => {
  it("finds nothing wrong if only the run itself was busy", () => {
    const good = { "load-during": "good", "steal-during": "good", "thermal-during": "good" };
    expect(weighOf({})).toEqual(good);
  });

  it.each<[string, Partial<Counters>, string]>([
    ["load-during", { busy: 2_300 }, "note"],
    ["load-during", { busy: 2_900 }, "bad"],
    ["steal-during", { stolen: 30 }, "note"],
    ["steal-during", { stolen: 110 }, "bad"],
    ["thermal-during", { throttled: 4 }, "bad"],
  ])("weighs %s of %o as %s", (id, changes, weight) => {
    expect(weighOf(changes)).toMatchObject({ [id]: weight });
  });

  it("reports how many cores other processes kept busy", () => {
    expect(conditionsBetween(before, { ...after, busy: 2_900 })[0]).toMatchObject({
      what: "other programs kept 0.90 cores busy during the run",
      advice: expect.any(String),
    });
  });

  it("leaves out what the system does not report, and load over an interval too short to measure", () => {
    expect(conditionsBetween({ atMs: 0 }, { atMs: 10_000 })).toEqual([]);
    expect(weighOf({ atMs: 500 })).not.toHaveProperty("load-during");
  });
});

describe("weighedAfter()", () => {
  const load = { id: "load", weight: "bad", what: "load over the last minute is 2.15 on 2 cores" } as const;
  const steal = { id: "steal", weight: "bad", what: "5 % went to other guests" } as const;
  const during = (weight: "good" | "bad") => ({ id: "load-during", weight, what: "other programs" }) as const;

  it("makes the load before the run a note once the load during it is known, and nothing else", () => {
    for (const known of [during("good"), during("bad")])
      expect(weighedAfter([load, steal, known])).toEqual([{ ...load, weight: "note" }, steal, known]);
    expect(weighedAfter([load, steal])).toEqual([load, steal]);
  });
});

describe("readCounters()", () => {
  it.skipIf(process.platform !== "linux")("reads counters that increase", async () => {
    const first = await readCounters();
    const second = await readCounters();
    for (const name of ["busy", "stolen", "all", "own"] as const) {
      expect(first[name]).toBeGreaterThanOrEqual(0);
      expect(second[name]).toBeGreaterThanOrEqual(first[name] as number);
    }
  });
});
