import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lockRun, RecordLost, RunBusy } from "@byturns/record";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("./holds-lock.ts", import.meta.url));
let folder = "";
let path = "";
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "byturns lock "));
  path = join(folder, "lab.lock");
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Starts a process that takes the lock; says what it said first. */
async function holder(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const [said] = await once(child.stdout, "data");
  return { child, said: String(said).trim() };
}

describe("lockRun()", () => {
  it("keeps others out until it is disposed of", async () => {
    {
      await using _ = await lockRun(folder);
      await expect(lockRun(folder)).rejects.toThrow(RunBusy);
      await expect(lockRun(folder)).rejects.toThrow(`process ${process.pid}`);
    }
    await expect(access(path)).rejects.toThrow("ENOENT");
    await using _ = await lockRun(folder);
  });

  it("keeps other processes out, and takes over what a killed one left", async () => {
    const { child, said } = await holder();
    expect(said).toBe("locked");
    await expect(lockRun(folder)).rejects.toThrow(`process ${child.pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");
    await using _ = await lockRun(folder);
    expect(JSON.parse(await readFile(path, "utf8")).pid).toBe(process.pid);
  });

  it("lets one of several take over what is left", async () => {
    const { child } = await holder();
    child.kill("SIGKILL");
    await once(child, "exit");
    const said = await Promise.all(Array.from({ length: 4 }, async () => (await holder()).said));
    expect(said.toSorted()).toEqual(["RunBusy", "RunBusy", "RunBusy", "locked"]);
    expect(await readdir(folder)).toEqual(["lab.lock"]);
  });

  it("is not fooled by another process that got the same number", async () => {
    {
      await using _ = await lockRun(folder);
      const own = JSON.parse(await readFile(path, "utf8"));
      await writeFile(path, JSON.stringify({ ...own, started: `${own.started}1` }));
      await using __ = await lockRun(folder);
    }
    await expect(access(path)).rejects.toThrow("ENOENT");
  });

  it.each(["", "{", "null", '{"pid":"1"}'])("takes over a lock that was cut short: %j", async (text) => {
    await writeFile(path, text);
    await using _ = await lockRun(folder);
  });

  it("cannot tell of another machine, and says which file to remove", async () => {
    await writeFile(path, JSON.stringify({ pid: 1, started: "1", host: "elsewhere" }));
    await expect(lockRun(folder)).rejects.toThrow(
      `process 1 of elsewhere: wait for its end; if it is gone, remove ${path}`,
    );
  });

  it("says when the folder cannot be written", async () => {
    await expect(lockRun(join(folder, "nowhere"))).rejects.toThrow(RecordLost);
  });
});
