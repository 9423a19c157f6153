import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawTimeline, toChromeTrace } from "../src/index.ts";
import { layOut } from "../src/timeline/layout.ts";

type Span = {
  task: string;
  state: "running" | "blocking" | "waiting";
  lane: string;
  startMs: number;
  endMs: number;
};
const span = (task: string, state: Span["state"], startMs: number, endMs: number, lane = "main"): Span => ({
  task,
  state,
  lane,
  startMs,
  endMs,
});
const spans = fc.array(
  fc.record({
    task: fc.constantFrom("a", "b", "c", "d"),
    state: fc.constantFrom("running", "blocking", "waiting") as fc.Arbitrary<Span["state"]>,
    lane: fc.constantFrom("main", "thread 1"),
    startMs: fc.double(),
    endMs: fc.double(),
  }),
);

describe("layOut()", () => {
  it("layOut() gives each task a row while there are rows, and main comes first", () => {
    const timeline = layOut({
      wallMs: 10,
      lines: [],
      spans: [span("x", "running", 0, 1, "thread 1"), span("a", "waiting", 0, 9), span("b", "waiting", 0, 9)],
    });
    expect(timeline.lanes.map(({ name, rows }) => [name, rows.map(({ task }) => task)])).toEqual([
      ["main", ["a", "b"]],
      ["thread 1", ["x"]],
    ]);
  });

  it("layOut() counts every span as drawn, left out or senseless, and draws none outside the axis", () => {
    fc.assert(
      fc.property(spans, fc.double(), (some, wallMs) => {
        const timeline = layOut({ spans: some, lines: [], wallMs }, { mostRows: 2 });
        expect(timeline.spans + timeline.senseless).toBe(some.length);
        for (const { startMs, endMs } of timeline.lanes.flatMap(({ rows }) =>
          rows.flatMap(({ stretches }) => stretches),
        )) {
          expect(startMs).toBeGreaterThanOrEqual(0);
          expect(endMs).toBeGreaterThanOrEqual(startMs);
          expect(endMs).toBeLessThanOrEqual(timeline.endMs);
        }
      }),
    );
  });

  it("layOut() keeps a million spans within the stretches that it was given", () => {
    const many = Array.from({ length: 1_000_000 }, (_, i) =>
      span(`t${i % 50_000}`, i % 2 ? "waiting" : "running", i / 1_000, i / 1_000 + 3),
    );
    const { lanes } = layOut({ spans: many, lines: [], wallMs: 1_000 }, { mostStretches: 300 });
    const drawn = lanes.flatMap(({ rows }) => rows).reduce((sum, { stretches }) => sum + stretches.length, 0);
    expect(drawn).toBeLessThanOrEqual(300);
    expect(drawn).toBeGreaterThan(0);
  });
});

describe("drawTimeline()", () => {
  const trace = {
    wallMs: 20,
    lines: [{ atMs: 10, text: "hello" }],
    spans: [
      span("hello", "waiting", 0, 10),
      span("sum", "running", 0, 5, "thread 1"),
      span("sum", "blocking", 5, 20, "thread 1"),
    ],
  };

  it("drawTimeline() tells waiting, running and blocking apart without color", () => {
    const text = drawTimeline(trace, { width: 80 });
    expect(text).toMatch(/hello +│─+ +│/);
    expect(text).toMatch(/sum +│█+▒+│/);
    expect(text).toContain("◆  10.0 ms  hello");
  });

  it("drawTimeline() keeps within its width", () => {
    for (const width of [40, 80, 200]) {
      for (const line of drawTimeline(trace, { width }).split("\n"))
        expect([...line].length).toBeLessThanOrEqual(width);
    }
  });

  it("drawTimeline() draws what it can of senseless times, and says how many there were", () => {
    const text = drawTimeline({
      wallMs: Number.NaN,
      lines: [{ atMs: Number.NaN, text: "\u001b[2J" }],
      spans: [span("a", "running", -1e9, 2), span("b", "running", 5, 1), span("c", "running", 0, 1)],
    });
    expect(text).toContain("3 spans or lines left out");
    expect(text).toMatch(/c +│█/);
  });
});

describe("toChromeTrace()", () => {
  it("toChromeTrace() makes async events of what overlaps, and complete events of the rest", () => {
    const { traceEvents } = toChromeTrace([
      {
        example: "x",
        model: "promises",
        runtime: "node",
        trace: {
          wallMs: 9,
          lines: [],
          spans: [span("a", "waiting", 0, 5), span("b", "waiting", 1, 6), span("c", "running", 7, 8)],
        },
      },
    ]);
    expect(traceEvents.filter(({ ph }) => ph !== "M").map(({ name, ph }) => `${name} ${ph}`)).toEqual([
      "a b",
      "a e",
      "b b",
      "b e",
      "c X",
    ]);
  });

  it("toChromeTrace() keeps to the format: begun is ended, complete events of a thread nest, times are finite", () => {
    fc.assert(
      fc.property(spans, (some) => {
        const { traceEvents } = toChromeTrace([
          { example: "x", model: "m", runtime: "r", trace: { wallMs: 1, lines: [], spans: some } },
        ]);
        const open = new Map<string | undefined, number>();
        for (const { ph, id, ts, dur = 0 } of traceEvents) {
          expect(Number.isFinite(ts)).toBe(true);
          expect(dur).toBeGreaterThanOrEqual(0);
          if (ph === "b") open.set(id, ts);
          if (ph === "e") {
            expect(ts).toBeGreaterThanOrEqual(open.get(id) ?? Number.NaN);
            open.delete(id);
          }
        }
        expect(open.size).toBe(0);
        for (const events of Map.groupBy(
          traceEvents.filter(({ ph }) => ph === "X"),
          ({ tid }) => tid,
        ).values()) {
          for (const a of events) {
            for (const b of events) {
              const [aEnd, bEnd] = [a.ts + (a.dur ?? 0), b.ts + (b.dur ?? 0)];
              expect(a.ts < b.ts && b.ts < aEnd && aEnd < bEnd).toBe(false);
            }
          }
        }
      }),
    );
  });
});
