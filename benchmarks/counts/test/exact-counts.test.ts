import { findRuntimes } from "@byturns/lab";
import { describe, expect, it } from "vitest";
import { makeCatalog } from "../src/catalog.ts";
import { cellsOf, countCells, nameOf } from "../src/count-cells.ts";
import { changedCounts, exactOf, readExactCounts } from "../src/exact-counts.ts";

const exact = readExactCounts();
const catalog = await makeCatalog();
const { found } = await findRuntimes(catalog);

/** A fork a cell takes about half a second where the machine does nothing else. */
const timeout = 240_000;

describe("exact counts", () => {
  it("are there for every cell of the suites main and reference, and for no other", () => {
    const names = cellsOf(catalog, found, "reference").map(nameOf);
    expect(Object.keys(exact).toSorted()).toEqual(names.toSorted());
    const main = cellsOf(catalog, found, "main").map(nameOf);
    expect(main.filter((name) => !(name in exact))).toEqual([]);
  });

  it.each(["node", "deno", "bun"])(
    "are those of the main suite's calls under %s",
    { timeout },
    async (id) => {
      const runtimes = found.filter((one) => one.id === id);
      const counted = await countCells(catalog, cellsOf(catalog, runtimes, "main"), 1, 2);
      expect(counted.filter(({ failure }) => failure !== undefined)).toEqual([]);
      expect(counted.flatMap((cell) => changedCounts(exact[cell.name] ?? {}, cell))).toEqual([]);
    },
  );
});

describe("exactOf()", () => {
  const count = (name: string) => ({ name, median: 3, least: 3, most: 3, isExact: true });
  const counts = ["timers", "immediates", "ticks", "bytes out"].map(count);

  it("keeps what no timing, no path, no port, no measured time and no stack changes", () => {
    const names = ["bounded-map/bench/promises/node", "bounded-map/bench/threads/node"];
    const withPaths = ["subprocesses/bench/threads/node", "log/bench/threads/node"];
    const withTimes = ["fairness/bench/threads/node"];
    const withStacks = ["retry/bench/threads/node"];
    const cells = [...names, ...withPaths, ...withTimes, ...withStacks].map((name) => ({ name, counts }));
    const varies = { ...count("timers"), most: 4, isExact: false };
    expect(
      exactOf([
        ...cells.map((cell) => ({ ...cell, failure: undefined })),
        { name: "heartbeat/bench/promises/node", counts: [varies], failure: undefined },
      ]),
    ).toEqual({
      "bounded-map/bench/promises/node": { timers: 3, immediates: 3, "bytes out": 3 },
      "bounded-map/bench/threads/node": { timers: 3, "bytes out": 3 },
      "subprocesses/bench/threads/node": { timers: 3 },
      "log/bench/threads/node": { timers: 3 },
      "fairness/bench/threads/node": { timers: 3 },
      "retry/bench/threads/node": { timers: 3 },
      "heartbeat/bench/promises/node": {},
    });
  });
});

describe("changedCounts()", () => {
  const cell = (median: number, most = median) => ({
    name: "bounded-map/bench/threads/node",
    counts: [{ name: "messages out", median, least: median, most, isExact: median === most }],
    failure: undefined,
  });

  it("is empty where a call does what it did", () => {
    expect(changedCounts({ "messages out": 1_000 }, cell(1_000))).toEqual([]);
  });

  it("names the cell, what it was and what it is, where a task sends one message more", () => {
    expect(changedCounts({ "messages out": 1_000 }, cell(2_000))).toEqual([
      "bounded-map/bench/threads/node: messages out of a call is 2000, and was 1000",
    ]);
  });

  it("does not let a count become one that depends on timing, or vanish", () => {
    expect(changedCounts({ "messages out": 1_000 }, cell(1_000, 1_001))).toEqual([
      "bounded-map/bench/threads/node: messages out of a call is between 1000 and 1001, and was 1000",
    ]);
    expect(changedCounts({ promises: 3 }, cell(1_000))).toEqual([
      "bounded-map/bench/threads/node: promises of a call is not counted, and was 3",
    ]);
  });
});
