import { execFile } from "node:child_process";
import { appendFile, readFile, symlink, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  createRun,
  type ForkRecord,
  files,
  forkKey,
  openJournal,
  type Plan,
  RecordLost,
  RunUnreadable,
  readHeads,
  readRun,
  writePlan,
  writeTrace,
} from "@byturns/record";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allForks, environment, forkOf, plan, scratch } from "./made-up.ts";

async function record(folder: string, forks: readonly ForkRecord[]): Promise<void> {
  await using journal = await openJournal(folder);
  for (const fork of forks) await journal.append(fork);
}

describe("readRun()", () => {
  it("gives back what was recorded", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await createRun(at, plan, environment);
    await record(at, allForks);
    const trace = {
      schema: 2,
      cell: plan.cells[0]?.id ?? "",
      round: 0,
      trace: { spans: [], lines: [], wallMs: 1 },
    } as const;
    await writeTrace(at, trace);
    const run = await readRun(at);
    expect(run).toMatchObject({ plan, environment, forks: allForks, setAside: [], missing: 0 });
    expect(run.traces.get(trace.cell)).toEqual(trace);
  });

  it("keeps a fork whose output parts lines where JSON does not", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await createRun(at, plan, environment);
    const forks = allForks.map((fork) => ({ ...fork, stderr: "a\u2028b\u2029c\nd\r" }));
    await record(at, forks);
    expect(await readRun(at)).toMatchObject({ forks, setAside: [], missing: 0 });
  });

  it("names a bad line by file and number, and keeps all others", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await createRun(at, plan, environment);
    const [first, second, third] = allForks.map((fork) => JSON.stringify(fork));
    const lines = [
      first,
      "{ no json",
      JSON.stringify({ ...forkOf(1, 0), wallMs: "long" }),
      second,
      JSON.stringify({ ...forkOf(1, 0), plan: "other" }),
      JSON.stringify(forkOf(9, 0)),
      first,
      third,
    ];
    await writeFile(files(at).forks, lines.join("\n"));
    const run = await readRun(at);
    expect(run.forks).toEqual(allForks.slice(0, 3));
    expect(run.missing).toBe(1);
    expect(run.setAside.map(({ file, line }) => `${file}:${line}`)).toEqual(
      [2, 3, 5, 6, 7].map((line) => `forks.ndjson:${line}`),
    );
    expect(run.setAside.map(({ why }) => why).join("\n")).toMatch(
      /no JSON.*\n.*wallMs.*\n.*another plan, other\n.*not planned.*round 9\n.*same fork as line 1/s,
    );
  });

  it("keeps every whole line of whatever stands in the file", async () => {
    const whole = allForks.map((fork) => JSON.stringify(fork));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...whole), fc.string(), fc.json()), { maxLength: 12 }),
        async (lines) => {
          await using folder = await scratch();
          const at = folder.at("run");
          await createRun(at, plan, environment);
          await writeFile(files(at).forks, lines.join("\n"));
          const run = await readRun(at);
          const expected = [...new Set(lines.filter((line) => whole.includes(line)))];
          expect(run.forks.map((fork) => JSON.stringify(fork))).toEqual(expected);
          expect((await readHeads(at, plan)).map(forkKey)).toEqual(run.forks.map(forkKey));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("refuses a folder that is no run, and a plan of a later schema", async () => {
    await using folder = await scratch();
    await expect(readRun(folder.at("nothing"))).rejects.toThrow(/nothing is not a run: it has no plan\.json/);
    const at = folder.at("later");
    await createRun(at, plan, environment);
    for (const [schema, reader] of [
      [3, /plan\.json has schema 3; this version reads schema 2: read it with a later byturns/],
      [1, /plan\.json has schema 1; this version reads schema 2: read it with byturns 0\.1/],
    ] as const) {
      await writePlan(at, { ...plan, schema } as unknown as Plan);
      await expect(readRun(at)).rejects.toThrow(reader);
    }
    await writePlan(at, { ...plan, cells: "many" } as unknown as Plan);
    await expect(readRun(at)).rejects.toBeInstanceOf(RunUnreadable);
  });

  it("sets a damaged trace aside", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await createRun(at, plan, environment);
    await writeFile(`${files(at).traces}/x.json`, "{}");
    expect((await readRun(at)).setAside).toMatchObject([{ file: "traces/x.json", line: undefined }]);
  });
});

describe("readHeads()", () => {
  it("keeps exactly what readRun() keeps, whatever is wrong with the samples", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await createRun(at, plan, environment);
    const [a, b, c, d] = allForks.map((fork) => JSON.stringify({ ...fork, stderr: '"samplesMs":[1,2]' }));
    const lines = [
      a,
      b?.replace("[10,11]", "[10,,11]"),
      c?.replace("[10,11]", '[10,"11"]'),
      d?.replace("[10,11]", "[]"),
    ];
    await writeFile(files(at).forks, lines.join("\n"));
    const { forks } = await readRun(at);
    expect(forks.map(forkKey)).toEqual([allForks[0], allForks[3]].map((fork) => forkKey(fork as ForkRecord)));
    const heads = await readHeads(at, plan);
    expect(heads.map(forkKey)).toEqual(forks.map(forkKey));
    expect(heads[0]).toMatchObject({ stderr: '"samplesMs":[1,2]', wallMs: 400, outcome: { _tag: "done" } });
  });
});

describe("openJournal()", () => {
  it("closes a line that was cut off, so that the next one is whole", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await createRun(at, plan, environment);
    await appendFile(files(at).forks, JSON.stringify(forkOf(0, 1)).slice(0, 100));
    await record(at, [forkOf(0, 0)]);
    const run = await readRun(at);
    expect(run.forks).toEqual([forkOf(0, 0)]);
    expect(run.setAside).toMatchObject([{ file: "forks.ndjson", line: 1 }]);
    expect(await readHeads(at, plan)).toHaveLength(1);
  });

  it("says that the disk is full", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await createRun(at, plan, environment);
    if (process.platform !== "linux") return;
    await using full = await scratch();
    await symlink("/dev/full", full.at("forks.ndjson"));
    await using journal = await openJournal(full.at("."));
    await expect(journal.append(forkOf(0, 0))).rejects.toThrow(/Cannot write .*: the disk is full/);
  });

  it.skipIf(process.platform === "win32")(
    "leaves nothing of a record that did not fit, and all before it whole",
    async () => {
      await using folder = await scratch();
      const at = folder.at("run");
      await createRun(at, plan, environment);
      const script = fileURLToPath(new URL("./fills-disk.ts", import.meta.url));
      const words = ["-c", 'trap "" XFSZ; ulimit -f 8; exec "$@"', "sh", process.execPath, script, at];
      const { stdout } = await promisify(execFile)("sh", words);
      const said = JSON.parse(stdout);
      expect(said).toMatchObject({ lost: true, message: expect.stringContaining("may not grow further") });
      const text = await readFile(files(at).forks, "utf8");
      expect(said.appended).toBeGreaterThan(1);
      expect(text.endsWith("\n")).toBe(true);
      expect(
        text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line).round),
      ).toEqual(Array.from({ length: said.appended }, (_, i) => i));
    },
  );
});

describe("createRun()", () => {
  it("writes the plan last, so that a folder that was cut short is no run", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    const cut = createRun(at, plan, environment, () => Promise.reject(new Error("cut")));
    await expect(cut).rejects.toThrow("cut");
    await expect(readRun(at)).rejects.toThrow("is not a run");
    // Nor does it keep the folder from the next one.
    await createRun(at, plan, environment);
    expect((await readRun(at)).missing).toBe(4);
  });

  it("refuses a folder that holds a run", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await createRun(at, plan, environment);
    await expect(createRun(at, plan, environment)).rejects.toThrow(/there is a run already/);
    await expect(createRun(at, plan, environment)).rejects.toBeInstanceOf(RecordLost);
  });
});
