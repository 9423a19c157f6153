// What the journal of a run does to its file, when it is opened and when it cannot be written.
import { appendFile, type FileHandle, open, readFile } from "node:fs/promises";
import { setImmediate as turn } from "node:timers/promises";
import { files, openJournal, RecordLost } from "@byturns/record";
import { afterEach, describe, expect, it, vi } from "vitest";
import { environment, forkOf, makeRun, plan, scratch } from "./made-up.ts";

afterEach(() => vi.restoreAllMocks());

/** The methods of every open file. */
async function handles(): Promise<FileHandle> {
  await using file = await open(new URL(import.meta.url));
  return Object.getPrototypeOf(file) as FileHandle;
}

describe("openJournal()", () => {
  it("adds nothing to whole lines", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    {
      await using journal = await openJournal(at);
      await journal.append(forkOf(0, 0));
    }
    const before = await readFile(files(at).forks, "utf8");
    await using _ = await openJournal(at);
    expect(await readFile(files(at).forks, "utf8")).toBe(before);
  });

  it("rejects a folder that is not there", async () => {
    await using folder = await scratch();
    await expect(openJournal(folder.at("nowhere"))).rejects.toThrow(RecordLost);
  });
});

describe("append()", () => {
  it("has removed a record that could not be flushed when it rejects, and nothing before it", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await appendFile(files(at).forks, "half a line");
    const handle = await handles();
    await using journal = await openJournal(at);
    vi.spyOn(handle, "sync").mockRejectedValue(Object.assign(new Error("no"), { code: "EIO" }));
    const { truncate } = handle;
    vi.spyOn(handle, "truncate").mockImplementation(async function (this: FileHandle, bytes) {
      // Some turns late, so that it would come too late if it was not awaited.
      for (let i = 0; i < 25; i++) await turn();
      return truncate.call(this, bytes);
    });
    await expect(journal.append(forkOf(0, 0))).rejects.toThrow(RecordLost);
    expect(await readFile(files(at).forks, "utf8")).toBe("half a line\n");
  });
});
