import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCatalogue, writeCatalogue } from "@byturns/order";
import { createRun, mergeRuns, openJournal, type Run, type Trace, writeTrace } from "@byturns/record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueFile } from "../src/layout.ts";
import { recordedOrder } from "../src/results/recorded-order.ts";
import { chromeTraceOf, textOf } from "../src/results/report.ts";
import { run as command } from "./command.ts";
import { around, type CellForks, runOf } from "./runs.ts";

const trace: Trace = {
  spans: [{ task: "hello", state: "waiting", lane: "main", startMs: 0, endMs: 2 }],
  lines: [],
  wallMs: 2,
};

/** A run of a cell and its duplicate, both traced. */
function traced(): Run {
  const { run } = runOf({ "promises/node@26.0.0": around(10), "promises/node@26.0.0/again": around(10) });
  const [cell, duplicate] = run.plan.cells;
  if (cell === undefined || duplicate === undefined) throw new Error("There are two cells");
  const cells = [cell, { ...duplicate, runtime: cell.runtime, duplicateOf: cell.id }];
  const traces = new Map(
    cells.map(({ id }) => [id, { schema: 2 as const, cell: id, round: 0, trace }] as const),
  );
  return { ...run, plan: { ...run.plan, cells }, traces };
}

let place = "";
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "byturns report "));
});
afterAll(() => rm(place, { recursive: true, force: true }));

describe("chromeTraceOf()", () => {
  it("includes the input in every cell's name, and does not repeat a duplicate", () => {
    const names = chromeTraceOf(traced()).traceEvents.flatMap(({ name, args }) =>
      name === "process_name" ? [args?.name] : [],
    );
    expect(names).toEqual(["node@26.0.0 · promises · say-after bench"]);
  });
});

describe("textOf()", () => {
  it.each([0, 1, 1_000, 2_001])("writes %i events as JSON that reads back the same", (events) => {
    const traceEvents = Array.from({ length: events }, (_, ts) => ({
      name: "hello",
      ph: "i" as const,
      pid: 1,
      tid: 1,
      ts,
    }));
    const whole = { displayTimeUnit: "ms" as const, traceEvents };
    expect(JSON.parse([...textOf(whole)].join(""))).toEqual(whole);
  });
});

describe("byturns report", () => {
  it("writes the page with the recorded orders, and the traces beside it", async () => {
    const { plan, environment, traces } = traced();
    const [whole, bare] = [join(place, "traced"), join(place, "bare")];
    await createRun(whole, plan, environment);
    for (const one of traces.values()) await writeTrace(whole, one);
    await createRun(bare, plan, environment);

    const { code, stdout } = await command("report", whole);
    expect(code).toBe(0);
    expect(stdout).toContain(join(whole, "trace.json"));
    const { traceEvents } = JSON.parse(await readFile(join(whole, "trace.json"), "utf8"));
    expect(traceEvents).toContainEqual(expect.objectContaining({ name: "hello", ph: "X", dur: 2_000 }));
    expect(await readFile(join(whole, "report.html"), "utf8")).toContain(
      'id="order-ticks-after-await-module"',
    );

    expect(JSON.parse((await command("report", bare, "--json")).stdout)).not.toHaveProperty("trace");
  });

  it("tells the first lines that it skipped, and how many more there are", async () => {
    const { plan, environment } = traced();
    const folder = join(place, "damaged");
    await createRun(folder, plan, environment);
    await writeFile(join(folder, "forks.ndjson"), "no fork\n".repeat(1_000));
    const { stderr } = await command("report", folder);
    expect(stderr.trimEnd().split("\n")).toEqual([
      ...[1, 2, 3, 4, 5].map((line) => expect.stringContaining(`forks.ndjson, line ${line}: no JSON`)),
      `Skipped 995 more in ${folder}`,
    ]);
  });
});

describe("byturns report of several machines", () => {
  const cells = (promises: number, threads: number): CellForks => ({
    "promises/node@26.0.0": around(promises),
    "threads/node@26.0.0": around(threads),
  });

  /** A run of one machine with a trace of its first cell, in a folder. */
  async function written(name: string, its: CellForks): Promise<string> {
    const folder = join(place, name);
    const { plan, environment, forks } = runOf(its, { machine: name, plan: { id: name } }).run;
    await createRun(folder, plan, environment);
    await using journal = await openJournal(folder);
    for (const fork of forks) await journal.append({ ...fork, plan: plan.id });
    await writeTrace(folder, { schema: 2, cell: plan.cells[0]?.id ?? "", round: 0, trace });
    return folder;
  }

  it("writes one report for each, lists what holds on all of them, and has no table of them all", async () => {
    const whole = join(place, "whole");
    await mergeRuns([await written("aa", cells(10, 20)), await written("bb", cells(30, 15))], whole);
    const { code, stdout } = await command("report", whole, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      folder: whole,
      machines: ["aa", "bb"].map((machine) => ({
        machine,
        missing: 0,
        reports: { markdown: join(whole, machine, "report.md") },
        summary: { cells: [{ cell: { model: "promises" } }, { cell: { model: "threads" } }] },
      })),
      everywhere: {
        file: join(whole, "everywhere.md"),
        machines: ["aa", "bb"],
        rows: [{ holding: "differs" }],
      },
    });
    expect(await readFile(join(whole, "bb", "report.md"), "utf8")).not.toContain("machines lie together");
    expect(await readFile(join(whole, "everywhere.md"), "utf8")).toContain(
      "0 hold on every machine, 1 do not",
    );
    for (const file of ["report.md", "report.html"]) {
      await expect(readFile(join(whole, file))).rejects.toThrow("ENOENT");
    }
    // One cell has two traces; the merged run keeps the first machine's.
    expect(await readFile(join(whole, "aa", "trace.json"), "utf8")).toContain("hello");
    await expect(readFile(join(whole, "bb", "trace.json"))).rejects.toThrow("ENOENT");

    const shown = await command("report", whole);
    expect(shown.stdout).toMatch(/^aa$.*^bb$.*Does it hold everywhere\?/ms);
    const exported = await command("report", whole, "--export", "csv");
    expect(exported).toMatchObject({ code: 2, stdout: "" });
    expect(exported.stderr).toContain("aa, bb measured the same");
  });
});

describe("recordedOrder()", () => {
  it("returns undefined if the catalogue is missing or invalid", async () => {
    expect(await recordedOrder(join(place, "none.json"))).toBeUndefined();
    const damaged = join(place, "order.json");
    await writeFile(damaged, '{"format":1}');
    expect(await recordedOrder(damaged)).toBeUndefined();
  });

  it("takes a process that crashed after the right order for no order that varies", async () => {
    const { rows, ...rest } = readCatalogue(await readFile(catalogueFile, "utf8"));
    const row = rows.find(({ across }) => across === "agree");
    const [result, ...others] = row?.results ?? [];
    const [usual] = result?.frequencies ?? [];
    if (row === undefined || result === undefined || usual === undefined) throw new Error("No row agrees");
    const crashed = {
      ...result,
      frequencies: [usual, { sequence: [...usual.sequence, "SIGSEGV"], count: 1 }],
      failures: [{ ending: "SIGSEGV", count: 1, output: "" }],
    };
    const varying = { ...row, across: "varies within one" as const, results: [crashed, ...others] };
    const file = join(place, "crashed.json");
    await writeFile(file, writeCatalogue({ ...rest, rows: [varying] }));
    expect((await recordedOrder(file))?.rows.map(({ across }) => across)).toEqual(["agree"]);
  });
});
