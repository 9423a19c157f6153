import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markers } from "@byturns/explain";
import { specs } from "@byturns/spec";
import { unitOfWork } from "@byturns/spec/unit-of-work";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./command.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "explain-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Six forks a cell, each for its own purpose: a quarter of a minute where nothing else runs. */
const timeout = 120_000;

describe("byturns explain", () => {
  it("attributes each runtime's samples, and counts what each call does", { timeout }, async () => {
    const out = join(folder, "runtimes");
    const args = ["--model", "fibers", "--input", "test", "--out", out, "--json"];
    const { code, stdout, stderr } = await run("explain", "bounded-map", ...args);
    expect(stderr).toContain("explain.html");
    expect(code).toBe(0);
    const cells = JSON.parse(stdout);
    expect(cells).toHaveLength(3);
    for (const { cell, unit, attributed, counts, plainUs, profiledUs, groupsUs, threads } of cells) {
      expect(unit, cell).toBe("task");
      expect(attributed, cell).toBeGreaterThanOrEqual(0.9);
      // One fiber per worker of the map would be fewer: Effect.forEach starts one for each item.
      expect(counts, cell).toMatch(/\b1(\.\d+)? fibers?/);
      expect(plainUs, cell).toHaveLength(2);
      expect(Math.min(...plainUs), cell).toBeGreaterThan(0);
      const allUs = Object.values<number>(groupsUs).reduce((sum, us) => sum + us, 0);
      expect(allUs / (threads * profiledUs), cell).toBeCloseTo(1, 6);
      expect(groupsUs.library + groupsUs.runtime, cell).toBeGreaterThan(0);
    }
    const files = await readdir(out);
    expect(files.filter((name) => name.endsWith("--main.cpuprofile"))).toHaveLength(3);
    const page = await readFile(join(out, "explain.html"), "utf8");
    // Three cells, and Deno and Bun compared with Node.
    expect(page.match(/<h2>/g)).toHaveLength(5);
    expect(page).not.toContain(markers.begin);
  });

  it("profiles worker threads if the runtime does, and prints if it does not", { timeout }, async () => {
    const out = join(folder, "threads");
    const args = ["--model", "threads", "--input", "test", "--threads", "2", "--out", out];
    const { code, stdout, stderr } = await run("explain", "bounded-map", ...args);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/threads, node@\S+: main thread and 2 more;/);
    expect(stdout).toMatch(/threads, deno@\S+: main thread and 2 more;/);
    expect(stdout).toMatch(/threads, bun@\S+: main thread; Bun does not profile worker threads;/);
    expect(stdout.match(/\d messages? out/g)).toHaveLength(3);
    expectSums(stdout, 3);
    expect(await readdir(out)).toEqual(
      expect.arrayContaining([expect.stringMatching(/--thread-2\.cpuprofile$/)]),
    );
  });

  it("prints parts of each cell and of their difference that sum to what is printed", {
    timeout,
  }, async () => {
    const out = join(folder, "parts");
    const args = ["--model", "promises,threads", "--input", "test", "--threads", "2", "--runtime", "node"];
    const { code, stdout, stderr } = await run("explain", "ping-pong", ...args, "--out", out);
    expect(code, stderr).toBe(0);
    expectSums(stdout, 2);
  });

  it("holds an example beside the same work written bare", { timeout }, async () => {
    const out = join(folder, "bare");
    const args = ["--model", "promises-bare,promises", "--runtime", "node", "--out", out];
    const { code, stdout, stderr } = await run("explain", "retry", ...args);
    expect(code, stderr).toBe(0);
    const named = stdout.matchAll(/^(promises\S*), node@\S+:/gm);
    expect([...new Set(Array.from(named, ([, model]) => model))]).toEqual(["promises-bare", "promises"]);
    expectSums(stdout, 2);
    const profiles = (await readdir(out)).filter((name) => name.endsWith(".cpuprofile")).toSorted();
    const texts = await Promise.all(profiles.map((name) => readFile(join(out, name), "utf8")));
    expect(texts.map((text) => text.includes("packages/bare/src/promises/retry.ts"))).toEqual([false, true]);
  });

  it.each([
    [["no-such-example"], /There is no example "no-such-example"/],
    [["fib", "--model", "no-such-model"], /There is no model "no-such-model"/],
    [["fib", "--input", "no-such-input"], /There is no input of fib "no-such-input"/],
    [["fib", "--threads", "0"], /Cannot run with 0 threads/],
  ])("refuses %s, and ends with 2", async (args, why) => {
    const { code, stderr } = await run("explain", ...args);
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
  });
});

const unitsUs: Readonly<Record<string, number>> = { s: 1e6, ms: 1e3, µs: 1, ns: 1e-3 };

/** The times of a printed row, in microseconds. */
function timesOf(row: string): number[] {
  return Array.from(
    row.matchAll(/([+-]?[\d.]+) (s|ms|µs|ns)(?= |$)/g),
    ([, value, unit]) => Number(value) * (unitsUs[unit as string] as number),
  );
}

/** Holds what is printed of some cells, and of their difference where there are two, against its sums. */
function expectSums(stdout: string, cells: number): void {
  const rows = stdout.split("\n");
  const groups = rows.filter((row) => / 100 %$/.test(row)).map(timesOf);
  expect(groups).toHaveLength(cells);
  for (const parts of groups) expectSum(parts);
  if (cells !== 2) return;
  const changes = rows.slice(rows.findIndex((row) => row.includes("compared with")) + 1);
  const parts = changes.filter((row) => row.includes("→")).map(timesOf);
  // The change, and the time in both cells: what they sum to is the last row.
  for (const column of [0, 1, 2]) expectSum(parts.map((row) => row[column] as number));
  // Both tables say the same of what each cell takes.
  expect(parts.at(-1)?.slice(1)).toEqual(groups.map((row) => row.at(-1)));
}

/** The last is the sum of all others, but for what rounding to three digits leaves out. */
function expectSum(parts: readonly number[]): void {
  const sum = parts.slice(0, -1).reduce((total, part) => total + part, 0);
  const rounding = parts.reduce((total, part) => total + Math.abs(part) * 0.005, 1e-4);
  expect(Math.abs(sum - (parts.at(-1) as number))).toBeLessThanOrEqual(rounding);
}

describe("unitOfWork()", () => {
  it("is what the example's first cost metric counts", () => {
    const { bench } = specs["bounded-map"].inputs;
    const unit = unitOfWork(specs["bounded-map"], bench, 2);
    expect(unit.name).toBe("task");
    expect(unit.perCall).toBeCloseTo(bench.tasks.length, 6);
  });

  it("is a whole call if there is no such metric", () => {
    expect(unitOfWork(specs["say-after"], specs["say-after"].inputs.bench, 2)).toEqual({
      name: "call",
      perCall: 1,
    });
  });
});
