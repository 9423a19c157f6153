import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRun, openJournal, type Run } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { renderTrendHtml } from "@byturns/report";
import { summarize } from "@byturns/statistics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exports } from "../src/results/exports.ts";
import { drawTrend } from "../src/trend/draw-trend.ts";
import { readTrend } from "../src/trend/read-trend.ts";
import { level, seriesOf } from "../src/trend/series.ts";
import { run as command } from "./command.ts";
import { around, runOf } from "./runs.ts";

let place = "";
const runs = () => join(place, "runs");

async function write(folder: string, { plan, environment, forks }: Run): Promise<void> {
  await createRun(folder, plan, environment);
  await using journal = await openJournal(folder);
  for (const fork of forks) await journal.append(fork);
}

/** A run on a day of January: 10 ms, and 12 ms from the eleventh on, where Node 26 came. */
function runOn(day: number): Run {
  const node = day < 11 ? "24.0.0" : "26.0.0";
  const noise = 1 + ((day * 7) % 5) / 500;
  const { run } = runOf(
    {
      [`promises/node@${node}`]: around((day < 11 ? 10 : 12) * noise),
      [`threads/node@${node}`]: around(20 * noise),
    },
    {
      machine: day < 16 ? "one" : "two",
      plan: { madeAt: `2026-01-${String(day).padStart(2, "0")}T00:00:00.000Z` },
    },
  );
  return run;
}

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "byturns-trend-"));
  await mkdir(runs());
  // Their names do not say which came first.
  for (let day = 1; day <= 20; day++) await write(join(runs(), `r${(day * 7) % 20}`), runOn(day));
  // As CI keeps them: one lies deeper.
  await mkdir(join(runs(), "kept", "linux"), { recursive: true });
  await rename(join(runs(), "r0"), join(runs(), "kept", "linux", "head"));
  await mkdir(join(runs(), "other"));
  await writeFile(join(runs(), "notes.json"), "{");
});
afterAll(() => rm(place, { recursive: true, force: true }));

describe("readTrend() and seriesOf()", () => {
  it("find the shift at its run, with its size, and what else changed", async () => {
    const source = await readTrend([runs()]);
    const [first, second] = seriesOf(source.points);
    expect(first).toMatchObject({
      cell: "say-after/bench/promises/node",
      shifts: [{ at: 10, factor: expect.closeTo(1.2, 1) }],
      changed: [
        { at: 10, what: "runtime", says: "node@24.0.0 → node@26.0.0" },
        { at: 15, what: "machine", says: "one (cpu) → two (cpu)" },
      ],
    });
    expect(first?.points).toHaveLength(20);
    expect(first?.points.every(({ low = 0, value, high = 0 }) => low < value && value < high)).toBe(true);
    expect(second).toMatchObject({ cell: "say-after/bench/threads/node", shifts: [] });
    expect(source.skipped.toSorted()).toEqual([
      expect.stringMatching(/notes\.json: it is no JSON/),
      expect.stringMatching(/^Skipped .*other: it holds no run, and no exported/),
    ]);
  });

  it("read what was exported as CSV and for github-action-benchmark, by the date in the name", async () => {
    const kept = join(place, "kept");
    await mkdir(kept);
    for (let day = 1; day <= 20; day++) {
      const summary = summarize(factsOf(runOn(day)));
      const name = `2026-01-${String(day).padStart(2, "0")}`;
      await writeFile(join(kept, `b-${name}.csv`), exports.csv?.(summary) ?? "");
      await writeFile(
        join(kept, `a-${name}T09-30.json`),
        exports["github-action-benchmark"]?.(summary) ?? "",
      );
    }
    const csv = await readTrend(
      Array.from({ length: 20 }, (_, i) => join(kept, `b-2026-01-${String(i + 1).padStart(2, "0")}.csv`)),
    );
    expect(seriesOf(csv.points)[0]).toMatchObject({
      cell: "say-after/bench/promises/node",
      shifts: [{ at: 10 }],
      points: expect.arrayContaining([expect.objectContaining({ forks: 15, low: expect.any(Number) })]),
    });
    const both = await readTrend([kept]);
    expect(both.points).toHaveLength(80);
    expect(new Date(both.points[0]?.atMs ?? 0).toISOString()).toBe("2026-01-01T09:30:00.000Z");
    expect(seriesOf(both.points)[0]?.shifts[0]?.at).toBe(20);
  });

  it("refuse a metric that no run has, and paths without anything to read, with what there is", async () => {
    await expect(readTrend([runs()], "memory")).rejects.toThrow(
      /no figure "memory".*The runs have: wallMs, cpuMs/,
    );
    await expect(readTrend([join(place, "nowhere")])).rejects.toThrow("there is no such file or folder");
    const odd = join(place, "odd.csv");
    await writeFile(odd, "a,b\n1,2\n");
    await expect(readTrend([odd])).rejects.toThrow('it has no column "example"');
  });
});

describe("drawTrend() and renderTrendHtml()", () => {
  it("name method, shift, commit and what changed there; the page marks each change", async () => {
    const source = await readTrend([runs()]);
    const series = seriesOf(source.points);
    const text = drawTrend(series, source, 200);
    expect(text).toContain("2 cells, 1 with a shift");
    expect(text).toMatch(
      /2026-01-11 00:00: \+\d\d(\.\d)? % \(p 0\.00\d\); changed there: runtime: node@24\.0\.0 → node@26\.0\.0/,
    );
    expect(text).toContain("E-divisive at p <= 0.01");
    const page = await renderTrendHtml({ ...source, level, series });
    expect(page.match(/stroke-dasharray="6 4"/g)).toHaveLength(2);
    expect(page.match(/stroke-dasharray="1 4"/g)).toHaveLength(2);
    expect(page.match(/stroke-width="2.5"/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    expect(page).not.toContain("NaN");
  });

  it("escape what a folder or a machine is called", async () => {
    const point = { atMs: 0, source: "<img>", cell: "<b>", value: 1, machine: "<i>" };
    const series = seriesOf([point]);
    const page = await renderTrendHtml({
      metric: { title: "<u>", unit: "ms" },
      level,
      series,
      skipped: ["<s>"],
    });
    expect(page).not.toMatch(/<(img|i|u|s)>/);
  });
});

describe("byturns trend", () => {
  it("prints the table, writes the page, and names on stderr what it could not read", async () => {
    const html = join(place, "page.html");
    const { code, stdout, stderr } = await command("trend", runs(), "--html", html);
    expect(code).toBe(0);
    expect(stdout).toContain("1 with a shift");
    expect(stderr).toContain("other: it holds no run");
    expect(await readFile(html, "utf8")).toContain("<svg");
    expect(await command("trend", join(place, "nowhere"), "--html", html)).toMatchObject({ code: 2 });
  });
});
