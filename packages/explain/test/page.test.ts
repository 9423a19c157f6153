import { describe, expect, it } from "vitest";
import { drawExplained, type Explained, parseCpuProfile, renderExplained, weigh } from "../src/index.ts";
import { profileText, type Stretch } from "./profiles.ts";

const root = "/app";
const cell = (name: string, stretches: readonly Stretch[]) => {
  const { samples } = parseCpuProfile(profileText(stretches), "p");
  return { name, samples, units: 10, weights: weigh(samples, { root }), threads: 1 };
};
const explained: Explained = {
  title: "fib <bench>",
  unit: "call",
  root,
  cells: [
    cell("promises, node", [
      {
        stack: ["(anonymous) /app/packages/promises/src/fib.ts", "<script>alert(1)</script> /app/x.ts"],
        us: 300,
      },
      { stack: ["only-before /app/packages/promises/src/fib.ts"], us: 100 },
    ]),
    {
      ...cell("fibers, node", [{ stack: ["work /app/node_modules/effect/dist/Effect.js"], us: 800 }]),
      counts: "2 fibers",
      plainUs: [78, 82, 80],
    },
  ],
  pairs: [[0, 1]],
};

describe("renderExplained()", () => {
  const page = renderExplained(explained);

  it("has a graph for each cell, one for the difference and one for what is gone", () => {
    expect(page.match(/class="flame"/g)).toHaveLength(4);
  });

  it("draws all graphs on the axis of the longest", () => {
    // 80 µs a call are all of the axis, and 40 µs half of it.
    expect(page).toContain('class="g-all" style="left:0.000%;width:100.000%;top:0px"');
    expect(page).toContain('class="g-all" style="left:0.000%;width:50.000%;top:0px"');
  });

  it("requests nothing from elsewhere", () => {
    expect(page).not.toMatch(/(src|href)=|@import|url\(/);
  });

  it("escapes the names of functions", () => {
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("&#60;script&#62;alert(1)");
  });

  it("prints what a call takes with the profiler, and in several forks without it", () => {
    expect(page).toContain(
      "A call takes 80.0 µs with the profiler; 78.0 µs to 82.0 µs in 3 forks without it.",
    );
  });
});

describe("drawExplained()", () => {
  it("lists groups, functions, counts and the largest changes, all for one unit of work", () => {
    const text = drawExplained(explained);
    expect(text).toMatch(/fibers, node +0 µs +80\.0 µs +80\.0 µs +100 %/);
    expect(text).toContain("2 fibers");
    expect(text).toMatch(/\+80\.0 µs +0 µs → 80\.0 µs +work {2}node_modules\/effect\/dist\/Effect\.js/);
  });
});
