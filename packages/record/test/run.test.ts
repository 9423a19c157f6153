import { execFile } from "node:child_process";
import { appendFile, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import {
  createRun,
  type ForkRecord,
  files,
  forkKey,
  lockRun,
  openJournal,
  type Plan,
  RecordLost,
  RunBusy,
  RunUnreadable,
  readHeads,
  readRun,
  writeEnvironment,
  writePlan,
  writeTrace,
} from "@byturns/record";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allForks, environment, forkOf, makeRun, plan, scratch } from "./made-up.ts";

async function record(folder: string, forks: readonly ForkRecord[]): Promise<void> {
  await using journal = await openJournal(folder);
  for (const fork of forks) await journal.append(fork);
}

describe("readRun()", () => {
  it("returns what was recorded", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await record(at, allForks);
    const trace = {
      schema: 2,
      cell: plan.cells[0]?.id ?? "",
      round: 0,
      trace: { spans: [], lines: [], wallMs: 1 },
    } as const;
    await writeTrace(at, trace);
    const run = await readRun(at);
    expect(run).toMatchObject({ plan, environment, forks: allForks, skipped: [], missing: 0 });
    expect(run.traces.get(trace.cell)).toEqual(trace);
  });

  it("returns the same after gzip forks.ndjson, and is not written to then", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await record(at, allForks);
    const whole = await readRun(at);
    await promisify(execFile)("gzip", [files(at).forks]);
    expect(await readRun(at)).toEqual(whole);
    expect((await readHeads(at, plan)).length).toBe(allForks.length);
    await expect(openJournal(at)).rejects.toThrow(/it is packed; run gunzip .*forks\.ndjson\.gz first/);
    await rm(files(at).plan);
    await expect(createRun(at, plan, environment)).rejects.toThrow("there is a run already");
  });

  it("says that packed forks are damaged when they end too early or are no gzip", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await record(at, allForks);
    const packed = gzipSync(await readFile(files(at).forks));
    await rm(files(at).forks);
    for (const bytes of [packed.subarray(0, -20), new TextEncoder().encode("{}\n"), new Uint8Array()]) {
      await writeFile(files(at).packedForks, bytes);
      await expect(readRun(at), String(bytes.length)).rejects.toThrow(RunUnreadable);
    }
  });

  it("keeps a fork whose output has line separators that JSON does not escape", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    const forks = allForks.map((fork) => ({ ...fork, stderr: "a\u2028b\u2029c\nd\r" }));
    await record(at, forks);
    expect(await readRun(at)).toMatchObject({ forks, skipped: [], missing: 0 });
  });

  it("reports a bad line by file and number, and keeps all others", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
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
    expect(run.skipped.map(({ file, line }) => `${file}:${line}`)).toEqual(
      [2, 3, 5, 6, 7].map((line) => `forks.ndjson:${line}`),
    );
    expect(run.skipped.map(({ why }) => why).join("\n")).toMatch(
      /no JSON.*\n.*wallMs.*\n.*another plan, other\n.*not planned.*round 9\n.*same fork as line 1/s,
    );
  });

  it("quotes no control character and no long text of a bad line", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    const hostile = `\u001b[2J\u009b1A\u202e${"x".repeat(100_000)}`;
    const lines = [
      { ...forkOf(0, 0), plan: hostile },
      { ...forkOf(0, 0), cell: hostile },
      { ...forkOf(0, 0), kind: hostile },
      { ...forkOf(0, 0), [hostile]: 1, wallMs: hostile },
    ].map((fork) => JSON.stringify(fork));
    await writeFile(files(at).forks, [...lines, `{"a": ${hostile}`].join("\n"));
    const { skipped } = await readRun(at);
    expect(skipped).toHaveLength(5);
    for (const { why } of skipped) {
      expect(why).not.toMatch(/[\p{Cc}\u202e]/u);
      expect(why.length).toBeLessThan(1_000);
    }
    await writePlan(at, { ...plan, suite: 7, id: hostile } as unknown as Plan);
    const error = await readRun(at).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(RunUnreadable);
    expect((error as Error).message).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(new RunUnreadable(`${hostile}\nnext`).message).toMatch(/^[^\p{Cc}\u202e]+\nnext$/u);
  });

  it("keeps every whole line, whatever else is in the file", async () => {
    const whole = allForks.map((fork) => JSON.stringify(fork));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...whole), fc.string(), fc.json()), { maxLength: 12 }),
        async (lines) => {
          await using folder = await scratch();
          const at = folder.at("run");
          await makeRun(at, plan, environment);
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

  it("rejects a folder that is not a run, and a plan of a later schema", async () => {
    await using folder = await scratch();
    await expect(readRun(folder.at("nothing"))).rejects.toThrow(/nothing is not a run: it has no plan\.json/);
    const at = folder.at("later");
    await makeRun(at, plan, environment);
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

  it("rejects a plan that names cells which it does not have", async () => {
    await using folder = await scratch();
    const sequence = { looks: [6, 8], level: 0.006, intervalLevel: 0.04, band: 1.03, stopsAtClose: true };
    const damaged = [
      { rounds: [{ kind: "time", order: [0, 77] }] },
      { sequence: { ...sequence, asked: [[-1, 0]] } },
      { sequence: { ...sequence, asked: [], decisions: [{ a: 0, b: 9, verdict: "close", rounds: 6 }] } },
    ];
    for (const [i, more] of damaged.entries()) {
      const at = folder.at(`${i}`);
      await makeRun(at, plan, environment);
      await writeFile(files(at).plan, JSON.stringify({ ...plan, ...more }));
      await expect(readRun(at)).rejects.toThrow(
        `is damaged: it names cell ${[77, -1, 9][i]}, and has ${plan.cells.length} cells`,
      );
    }
  });

  it("rejects a plan that contradicts itself", async () => {
    await using folder = await scratch();
    const [first, second] = plan.cells as [Plan["cells"][number], Plan["cells"][number]];
    const damaged: [Partial<Record<keyof Plan, unknown>>, string][] = [
      [{ cells: [first, first] }, `it has the cell ${first.id} twice`],
      [{ runtimes: [] }, `it has no runtime node@26.10.0, which the cell ${first.id} names`],
      [{ cells: [first, { ...second, duplicateOf: "gone" }] }, `the cell ${second.id} duplicates gone`],
      [{ madeAt: "yesterday" }, 'Expected a date and time at ["madeAt"]'],
      [{ threads: -2 }, 'Expected a value greater than or equal to 1 at ["threads"]'],
    ];
    for (const [i, [more, why]] of damaged.entries()) {
      const at = folder.at(`${i}`);
      await makeRun(at, plan, environment);
      await writeFile(files(at).plan, JSON.stringify({ ...plan, ...more }));
      const error = await readRun(at).catch((one: unknown) => one);
      expect(error).toBeInstanceOf(RunUnreadable);
      expect((error as Error).message).toContain(why);
    }
  });

  it("skips a fork whose figures are out of bounds", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    const lines = allForks.map((fork) => JSON.stringify(fork));
    lines[0] = lines[0]?.replace(/"medianMs":/, '"medianMs":-') ?? "";
    lines[1] = lines[1]?.replace(/"samplesMs":\[/, '"samplesMs":[-') ?? "";
    lines[2] = lines[2]?.replace(/"startedAt":"[^"]*"/, '"startedAt":"yesterday"') ?? "";
    await writeFile(files(at).forks, lines.join("\n"));
    const { forks, skipped } = await readRun(at);
    expect(forks).toEqual(allForks.slice(3));
    expect(skipped.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(skipped.map(({ why }) => why).join("\n")).toMatch(/medianMs.*\n.*samplesMs.*\n.*startedAt/);
    expect((await readHeads(at, plan)).length).toBe(forks.length);
  });

  it.each(["plan", "environment", "forks", "packedForks"] as const)(
    "names the file when %s is there and cannot be read",
    async (which) => {
      await using folder = await scratch();
      const at = folder.at("run");
      await makeRun(at, plan, environment);
      const path = files(at)[which];
      await rm(files(at).forks, { force: true });
      await rm(path, { force: true });
      await mkdir(path);
      const error = await readRun(at).catch((one: unknown) => one);
      expect(error).toBeInstanceOf(RunUnreadable);
      expect((error as Error).message).toContain(path);
    },
  );

  it("skips a trace that cannot be read", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await mkdir(`${files(at).traces}/x.json`);
    const [one] = (await readRun(at)).skipped;
    expect(one).toMatchObject({ file: "traces/x.json", why: expect.stringContaining("cannot be read") });
  });

  it("skips a damaged trace", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await writeFile(`${files(at).traces}/x.json`, "{}");
    expect((await readRun(at)).skipped).toMatchObject([{ file: "traces/x.json", line: undefined }]);
  });
});

describe("readHeads()", () => {
  it("keeps exactly what readRun() keeps, whatever is wrong with the samples", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
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
  it("terminates a truncated line, so that the next one is whole", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await appendFile(files(at).forks, JSON.stringify(forkOf(0, 1)).slice(0, 100));
    await record(at, [forkOf(0, 0)]);
    const run = await readRun(at);
    expect(run.forks).toEqual([forkOf(0, 0)]);
    expect(run.skipped).toMatchObject([{ file: "forks.ndjson", line: 1 }]);
    expect(await readHeads(at, plan)).toHaveLength(1);
  });

  it("reports that the disk is full", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    if (process.platform !== "linux") return;
    await using full = await scratch();
    await symlink("/dev/full", full.at("forks.ndjson"));
    await using journal = await openJournal(full.at("."));
    await expect(journal.append(forkOf(0, 0))).rejects.toThrow(/Cannot write .*: the disk is full/);
  });

  it.skipIf(process.platform === "win32")(
    "leaves nothing of a record that did not fit, and everything before it intact",
    async () => {
      await using folder = await scratch();
      const at = folder.at("run");
      await makeRun(at, plan, environment);
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
  it("writes the plan last, so that an unfinished folder is not a run", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    const cut = createRun(at, plan, environment, () => Promise.reject(new Error("cut")));
    await expect(cut).rejects.toThrow("cut");
    await expect(readRun(at)).rejects.toThrow("is not a run");
    // Nor does it block the folder for the next run.
    await makeRun(at, plan, environment);
    expect((await readRun(at)).missing).toBe(4);
  });

  it("rejects a folder that holds a run", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await expect(makeRun(at, plan, environment)).rejects.toThrow(/there is a run already/);
    await expect(makeRun(at, plan, environment)).rejects.toBeInstanceOf(RecordLost);
  });

  it("keeps other labs out from before there is a plan until the lock is released", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    let busy: unknown;
    {
      await using _ = await createRun(at, plan, environment, async () => {
        busy = await lockRun(at).catch((error: unknown) => error);
      });
      await expect(lockRun(at)).rejects.toThrow(RunBusy);
    }
    expect(busy).toBeInstanceOf(RunBusy);
    await using _ = await lockRun(at);
  });

  it.each([
    ["forks.ndjson", "", ""],
    ["environment.json", "{}", ""],
    ["plan.json.77.part", "{", ""],
    ["forks.ndjson", "a record of a merge", "stale"],
  ])("starts anew in a folder that a killed lab left with %s", async (name, text, lock) => {
    await using folder = await scratch();
    const at = folder.at("run");
    await mkdir(files(at).traces, { recursive: true });
    await writeFile(join(at, name), text);
    await writeFile(join(at, "other.part"), "not ours");
    await writeFile(join(files(at).traces, "half.json.77.part"), "{");
    if (lock !== "") await writeFile(join(at, "lab.lock"), lock);
    await makeRun(at, plan, environment);
    expect((await readdir(at)).toSorted()).toEqual(
      ["environment.json", "forks.ndjson", "other.part", "plan.json", "traces"].toSorted(),
    );
    expect(await readdir(files(at).traces)).toEqual([]);
    expect(await readRun(at)).toMatchObject({ forks: [], skipped: [], missing: 4 });
  });

  it("does not remove records whose plan was lost", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await record(at, allForks);
    await rm(files(at).plan);
    await expect(makeRun(at, plan, environment)).rejects.toThrow(/there is a run already/);
    expect((await readFile(files(at).forks, "utf8")).trimEnd().split("\n")).toHaveLength(4);
    expect(await readdir(at)).not.toContain("lab.lock");
  });

  it("leaves no unfinished file when a write fails, and reports why", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await mkdir(`${files(at).environment}.dir`);
    await rm(files(at).environment);
    await rename(`${files(at).environment}.dir`, files(at).environment);
    await writeFile(join(files(at).environment, "x"), "");
    await expect(writeEnvironment(at, environment)).rejects.toBeInstanceOf(RecordLost);
    expect((await readdir(at)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

describe("append()", () => {
  it("fails immediately when the folder was removed, and explains what to do", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await using journal = await openJournal(at);
    await journal.append(forkOf(0, 0));
    await rm(at, { recursive: true });
    await expect(journal.append(forkOf(0, 1))).rejects.toThrow(
      /forks\.ndjson: it was removed .*: start the run again/,
    );
    const trace = { schema: 2, cell: "c", round: 0, trace: { spans: [], lines: [], wallMs: 1 } } as const;
    await expect(writeTrace(at, trace)).rejects.toThrow(/the folder is not there/);
    // Nothing is created in its place, which would hide the loss.
    await expect(readdir(at)).rejects.toThrow("ENOENT");
  });

  it("fails immediately when the folder was moved, and can be resumed with all records there", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await using journal = await openJournal(at);
    await journal.append(forkOf(0, 0));
    await rename(at, folder.at("elsewhere"));
    await expect(journal.append(forkOf(0, 1))).rejects.toThrow(
      /it was moved .*: resume the run where it is now/,
    );
    expect((await readRun(folder.at("elsewhere"))).forks).toEqual([forkOf(0, 0), forkOf(0, 1)]);
    // Another run in its place is not this one.
    await makeRun(at, plan, environment);
    await expect(journal.append(forkOf(1, 0))).rejects.toThrow(RecordLost);
    expect((await readRun(at)).forks).toEqual([]);
  });
});
