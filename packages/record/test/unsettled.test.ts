import promises, { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { hostname } from "node:os";
import { join } from "node:path";
import {
  type CellTrace,
  createRun,
  files,
  lockRun,
  RecordLost,
  removeParts,
  writeTrace,
} from "@byturns/record";
import { describe, expect, it, vi } from "vitest";
import { environment, makeRun, plan, scratch } from "./made-up.ts";
import { watchUnsettled } from "./unsettled.ts";

const trace: CellTrace = { schema: 2, cell: "c", round: 0, trace: { spans: [], lines: [], wallMs: 1 } };
// A pid that no system assigns.
const stale = JSON.stringify({ pid: 4_194_305, started: "1", host: hostname() });

describe("createRun()", () => {
  it("has done everything when it settles, also the removal of what a killed lab left", async () => {
    await using folder = await scratch();
    const at = folder.at("deep/run");
    await mkdir(files(at).traces, { recursive: true });
    await writeFile(join(files(at).traces, "half.json.77.part"), "{");
    await writeFile(join(at, "plan.json.77.part"), "{");
    await writeFile(join(at, "lab.lock"), stale);
    using calls = watchUnsettled();
    const lock = await createRun(at, plan, environment);
    expect(calls.count).toBe(0);
    await lock[Symbol.asyncDispose]();
    expect(calls.count).toBe(0);
    expect((await readdir(at)).toSorted()).toEqual([
      "environment.json",
      "forks.ndjson",
      "plan.json",
      "traces",
    ]);
  });

  it("has left nothing of a run when it fails, and released its lock", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    using calls = watchUnsettled();
    await expect(createRun(at, plan, environment, () => Promise.reject(new Error("cut")))).rejects.toThrow(
      "cut",
    );
    expect(calls.count).toBe(0);
    expect((await readdir(at)).toSorted()).toEqual(["environment.json", "traces"]);
  });

  it("names the folder that cannot be made", async () => {
    await using folder = await scratch();
    await writeFile(folder.at("file"), "");
    const at = folder.at("file/run");
    const failed = createRun(at, plan, environment);
    await expect(failed).rejects.toThrow(RecordLost);
    await expect(failed).rejects.toThrow(`Cannot write ${at}:`);
  });

  it("fails for records whose plan was lost, also if there is no folder beside them for traces", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await mkdir(at);
    await Promise.all([writeFile(files(at).forks, "{}\n"), writeFile(files(at).traces, "")]);
    await expect(createRun(at, plan, environment)).rejects.toThrow(RecordLost);
    expect((await readdir(at)).toSorted()).toEqual(["forks.ndjson", "traces"]);
  });
});

describe("removeParts()", () => {
  it("has removed them, in both folders and nothing else, when it settles", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    const before = (await readdir(at, { recursive: true })).toSorted();
    await writeFile(join(at, "plan.json.77.part"), "{");
    await writeFile(join(at, "lab.lock.77-0a.part"), "{");
    await writeFile(join(files(at).traces, "half.json.77.part"), "{");
    await writeFile(join(at, "mine.part"), "");
    using calls = watchUnsettled();
    await removeParts(at);
    expect(calls.count).toBe(0);
    expect((await readdir(at, { recursive: true })).toSorted()).toEqual([...before, "mine.part"].toSorted());
  });
});

describe("writeTrace()", () => {
  it("makes the folder of traces, but never that of the run", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await rm(files(at).traces, { recursive: true });
    await writeTrace(at, trace);
    expect((await stat(files(at).trace("c"))).isFile()).toBe(true);
    await rm(at, { recursive: true });
    await expect(writeTrace(at, trace)).rejects.toThrow(`Cannot write ${files(at).traces}: the folder`);
    await expect(stat(at)).rejects.toThrow("ENOENT");
  });

  it("has removed its unfinished file when it fails", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    // A folder in the place of the file cannot be replaced by a file.
    await mkdir(files(at).trace("c"));
    using calls = watchUnsettled();
    await expect(writeTrace(at, trace)).rejects.toThrow(RecordLost);
    expect(calls.count).toBe(0);
    expect(await readdir(files(at).traces)).toEqual([files(at).trace("c").split("/").at(-1)]);
  });
});

describe("lockRun()", () => {
  it("has done everything when it settles, and when it was disposed of", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await mkdir(at);
    using calls = watchUnsettled();
    for (const before of [undefined, stale]) {
      if (before !== undefined) await writeFile(join(at, "lab.lock"), before);
      const lock = await lockRun(at);
      expect(calls.count).toBe(0);
      expect(await readdir(at)).toEqual(["lab.lock"]);
      await lock[Symbol.asyncDispose]();
      expect(calls.count).toBe(0);
      expect(await readdir(at)).toEqual([]);
    }
  });

  it("has removed its unfinished file when it fails", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await mkdir(at);
    using calls = watchUnsettled();
    await using _ = await lockRun(at);
    await expect(lockRun(at)).rejects.toThrow("Another lab works");
    expect(calls.count).toBe(0);
    expect(await readdir(at)).toEqual(["lab.lock"]);
  });

  it("leaves a stale lock as it was when it cannot be replaced", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await mkdir(at);
    await writeFile(join(at, "lab.lock"), stale);
    const rename = vi.spyOn(promises, "rename");
    rename.mockRejectedValue(Object.assign(new Error("no"), { code: "EIO" }));
    try {
      using calls = watchUnsettled();
      await expect(lockRun(at)).rejects.toThrow(RecordLost);
      expect(calls.count).toBe(0);
    } finally {
      rename.mockRestore();
      syncBuiltinESMExports();
    }
    expect(await readdir(at)).toEqual(["lab.lock"]);
    expect(await readFile(join(at, "lab.lock"), "utf8")).toBe(stale);
  });
});
