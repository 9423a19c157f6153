import { existsSync } from "node:fs";
import fs, { stat, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { makeFolder, RecordLost } from "@byturns/record";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { scratch } from "./made-up.ts";

describe("makeFolder()", () => {
  it("makes a folder and those above it, and leaves one that is there", async () => {
    await using folder = await scratch();
    const at = folder.at(join("a", "b", "c"));
    await Promise.all([makeFolder(at), makeFolder(at)]);
    await makeFolder(at);
    expect((await stat(at)).isDirectory()).toBe(true);
  });

  it("refuses what is a file, or lies in one", async () => {
    await using folder = await scratch();
    await writeFile(folder.at("file"), "");
    for (const at of ["file", join("file", "new"), join("file", "x", "y")])
      await expect(makeFolder(folder.at(at))).rejects.toThrow(
        /^Cannot write .*: it is a file, or lies in one/,
      );
  });

  // Node's recursive mkdir never ends here.
  it.skipIf(!existsSync("/proc/self"))("ends where the system makes no folder", async () => {
    await expect(makeFolder("/proc/x/y")).rejects.toThrow(
      "Cannot write /proc/x/y: the system makes no folder there",
    );
  });
});

describe("makeFolder() on a disk that is read-only", () => {
  // A test cannot mount one everywhere.
  beforeEach(() => {
    vi.spyOn(fs, "mkdir").mockImplementation((path) => {
      const code = path === "/mounted/runs" ? "EROFS" : "ENOENT";
      return Promise.reject(Object.assign(new Error(code), { code, syscall: "mkdir" }));
    });
    syncBuiltinESMExports();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it("says so, and not that the folder is not there", async () => {
    const made = makeFolder("/mounted/runs/new");
    await expect(made).rejects.toThrow("Cannot write /mounted/runs/new: the disk is read-only");
    await expect(made).rejects.toThrow(RecordLost);
  });
});
