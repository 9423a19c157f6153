import { existsSync } from "node:fs";
import { decoder } from "@byturns/record";
import { type AnySpec, specs } from "@byturns/spec";
import { describe, expect, it } from "vitest";
import { callsOfFib, checks, lastNumber, numberIn } from "../src/checks.ts";
import { compareOutside, drawOutside } from "../src/compare.ts";
import { outsidePage } from "../src/page.ts";
import { runProgram } from "../src/theirs.ts";

describe("checks", () => {
  it("cover Effect, Node, Deno, Bun, messages to threads and a published figure", () => {
    expect(new Set(checks.map(({ of }) => of))).toEqual(
      new Set(["effect", "node", "deno", "bun", "published"]),
    );
    expect(checks.filter(({ unit }) => unit.includes("thread")).length).toBeGreaterThan(1);
  });

  it.each(checks)("$id uses an input that its example accepts", ({ ours }) => {
    const spec = specs[ours.example as keyof typeof specs] as AnySpec;
    expect(decoder(spec.input)(ours.input)).toHaveProperty("value");
  });

  it.each(checks)(
    "$id has a program that stands in where there is no checkout",
    ({ described, runtimes }) => {
      for (const runtime of runtimes) {
        const path = described(runtime).find((word) => word.endsWith(".mjs"));
        expect(path !== undefined && existsSync(path), path).toBe(true);
      }
    },
  );

  it("reads what each kind of program prints", () => {
    expect(numberIn('round-trips: 1\n{"us_per_rt":19.0}\n', "us_per_rt")).toBe(19);
    expect(lastNumber("timers/timers-depth.js thousands=1: 0.87")).toBe(0.87);
    expect(lastNumber("worker/echo.js n=1: 61,234.5\n")).toBe(61_234.5);
  });

  it.each([
    [() => numberIn("nothing", "x"), /no number x/],
    [() => numberIn('{"x":"y"}', "x"), /no number x/],
    [() => lastNumber("ended"), /no figure/],
  ])("refuses what is not there", (read, why) => {
    expect(read).toThrow(why);
  });

  it("counts the calls of fib", () => {
    expect([0, 1, 2, 3, 10].map(callsOfFib)).toEqual([1, 1, 3, 5, 177]);
  });
});

describe("runProgram()", () => {
  it("returns what was printed", async () => {
    const { text } = await runProgram([process.execPath, "-e", "console.log('it')"], 30_000);
    expect(text).toBe("it\n");
  });

  it.each([
    [["-e", "process.exit(3)"], 30_000, /ended with 3/],
    [["-e", "setInterval(() => {}, 1000)"], 300, /did not end within 300 ms/],
  ])("refuses a program that fails or hangs: %s", async (args, limitMs, why) => {
    await expect(runProgram([process.execPath, ...args], limitMs)).rejects.toThrow(why);
  });

  it("rejects a program that does not exist", async () => {
    await expect(runProgram(["no-such-program"], 1_000)).rejects.toThrow(/ENOENT/);
  });
});

describe("compareOutside()", () => {
  const check = checks[0] as (typeof checks)[number];
  const around = (middle: number) => Array.from({ length: 10 }, (_, i) => middle * (1 + (i - 5) / 1_000));

  it("reports agreement within 10 %, and otherwise the reason for the difference", () => {
    const rows = compareOutside([
      { check, isTheirOwn: true, runtime: "node", theirs: around(1), ours: around(1.04) },
      { check, isTheirOwn: false, runtime: "bun", theirs: around(1), ours: around(2) },
      { check, isTheirOwn: true, runtime: "deno", theirs: [], ours: around(2) },
    ]);
    expect(rows.map(({ isSame }) => isSame)).toEqual([true, false]);
    const table = drawOutside(rows);
    expect(table).toContain("| the same |");
    expect(table).toContain(check.differs);
    // Only the second row's program was written from a description.
    expect(table.split("as described").length).toBe(2);
    const date = new Date("2026-01-02T03:04:05Z");
    const page = outsidePage(rows, { command: "npm run figures", rounds: 10, machine: "a machine", date });
    expect(page).toContain("1 of 2 figures are the same.");
    expect(page).toContain("- Date: 2026-01-02, 10 rounds");
    expect(page).toContain(table);
  });
});
