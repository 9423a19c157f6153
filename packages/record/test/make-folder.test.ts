import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder } from "../src/files/make-folder.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "byturns-folder-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("makeFolder()", () => {
  it("makes what is missing above, and takes a folder that is there", async () => {
    const folder = join(root, "a", "b", "c");
    await Promise.all([makeFolder(folder), makeFolder(folder)]);
    await makeFolder(folder);
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it("refuses what is a file, or lies in one", async () => {
    const file = join(root, "file");
    await writeFile(file, "");
    await expect(makeFolder(file)).rejects.toMatchObject({ code: "ENOTDIR" });
    await expect(makeFolder(join(file, "x", "y"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  // Node's recursive mkdir never ends here.
  it.skipIf(!existsSync("/proc/self"))("ends where the system makes no folder", async () => {
    await expect(makeFolder("/proc/x/y")).rejects.toMatchObject({ code: "ENOENT" });
  });
});
