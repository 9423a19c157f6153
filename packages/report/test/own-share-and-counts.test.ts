import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { OwnShares } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { countsOf, readRecordedCounts } from "../src/counts/recorded-counts.ts";
import { overShare, ownShareOf, sharesSentence } from "../src/own-share.ts";

const share = (isMet: boolean, why?: string) => ({
  ...{ example: "fib", input: "bench", model: "fibers", runtime: "node@26.10.0" },
  ratio: isMet ? { estimate: 1.01, low: 0.99, high: 1.03 } : { estimate: 1.12, low: 1.08, high: 1.16 },
  ...{ verdict: isMet ? ("equivalent" as const) : ("different" as const), callMs: 1, bareMs: 1, isMet },
  ...(why === undefined ? {} : { why }),
});
const own = (...shares: OwnShares["shares"]): OwnShares => ({
  ...{
    schema: 1,
    plan: "p",
    commit: "abc",
    date: "2026-01-02T03:04:05Z",
    command: "byturns own-share",
    forks: 8,
  },
  shares,
});

describe("own shares", () => {
  it("are found whatever the version of the runtime, and only for the same cell", () => {
    const shares = own(share(true));
    expect(ownShareOf(shares, { ...share(true), runtime: "node" })).toEqual(share(true));
    expect(ownShareOf(shares, { ...share(true), runtime: "node@24.0.0" })).toEqual(share(true));
    expect(ownShareOf(shares, { ...share(true), model: "threads" })).toBeUndefined();
  });

  it("are named with their reason where they are over, and not where they are within", () => {
    expect(overShare(share(true))).toBeUndefined();
    expect(overShare(share(false))).toBe("takes 1.12× (1.08–1.16) its bare work: not explained");
    expect(overShare(share(false, "its events"))).toBe("takes 1.12× (1.08–1.16) its bare work: its events");
  });

  it("are counted in one sentence with their commit, date and command", () => {
    expect(sharesSentence(own(share(true), share(false)))).toBe(
      "1 of 2 cells take at most 1.05 times as long as the same work written bare, with an upper end of the interval of at most 1.10 (8 forks of each, commit abc, 2026-01-02, byturns own-share).",
    );
  });
});

describe("recorded counts", () => {
  const recorded = {
    exact: { "fib/bench/fibers/node": { fibers: 2 } },
    spread: { "fib/bench/fibers/node": { timers: [1, 2, 4] as const, fibers: [1, 1, 1] as const } },
  };
  const place = { example: "fib", input: "bench", model: "fibers", runtime: "node" };

  it("are the exact ones, and the others with their spread", () => {
    expect(countsOf(recorded, place)).toEqual([
      { name: "fibers", median: 2, least: 2, most: 2, isExact: true },
      { name: "timers", median: 2, least: 1, most: 4, isExact: false },
    ]);
    expect(countsOf(recorded, { ...place, runtime: "bun" })).toBeUndefined();
    expect(countsOf(recorded, { ...place, example: "constructor" })).toBeUndefined();
  });

  it("are read from the project, and absent elsewhere", async () => {
    const root = new URL("../../../", import.meta.url);
    const counts = await readRecordedCounts(root);
    expect(Object.keys(counts?.exact ?? {}).length).toBeGreaterThan(100);
    // Every exact cell has its varying counts, so that a count that is in neither file is one that nobody can make.
    expect(
      Object.keys(counts?.exact ?? {}).filter((name) => !Object.hasOwn(counts?.spread ?? {}, name)),
    ).toEqual([]);
    const elsewhere = await mkdtemp(join(tmpdir(), "counts-"));
    expect(await readRecordedCounts(pathToFileURL(`${elsewhere}/`))).toBeUndefined();
    await rm(elsewhere, { recursive: true });
  });
});
