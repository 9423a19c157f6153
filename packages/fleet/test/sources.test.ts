import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourcesOf } from "../src/sources.ts";

let folder = "";
const git = (...words: string[]) => promisify(execFile)("git", words, { cwd: folder });
const lines = (changed: string) =>
  Array.from({ length: 20 }, (_, i) => (i === 10 ? changed : `line ${i}`)).join("\n");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sources-test-"));
  await git("init", "-q");
  await writeFile(join(folder, "a.txt"), lines("before"));
  await git("add", "a.txt");
  const who = ["-c", "user.name=me", "-c", "user.email=me@example.org", "-c", "commit.gpgsign=false"];
  await git(...who, "commit", "-qm", "first");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("sourcesOf()", () => {
  it("is the commit, and distinguishes changes", async () => {
    const clean = await sourcesOf(folder);
    expect(clean).toEqual({ commit: clean.id, dirty: false, id: expect.stringMatching(/^[0-9a-f]{40}$/) });
    await writeFile(join(folder, "a.txt"), lines("after"));
    const one = await sourcesOf(folder);
    await writeFile(join(folder, "a.txt"), lines("later"));
    const other = await sourcesOf(folder);
    expect(one).toMatchObject({ commit: clean.id, dirty: true });
    expect(new Set([clean.id, one.id, other.id]).size).toBe(3);
  });

  it.each([
    ["diff.noprefix", "true"],
    ["diff.mnemonicPrefix", "true"],
    ["diff.context", "0"],
    ["diff.algorithm", "histogram"],
    ["color.diff", "always"],
    ["core.abbrev", "20"],
    ["diff.it.textconv", "sort -r"],
  ])("is the same, whatever %s is for its user", async (setting, value) => {
    await writeFile(join(folder, ".git", "info", "attributes"), "*.txt diff=it\n");
    await writeFile(join(folder, "a.txt"), lines("after"));
    const before = await sourcesOf(folder);
    await git("config", setting, value);
    expect(await sourcesOf(folder)).toEqual(before);
  });

  it("rejects if nothing can be verified", async () => {
    await rm(join(folder, ".git"), { recursive: true });
    await expect(sourcesOf(folder)).rejects.toThrow("what cannot be verified is not run");
  });
});
