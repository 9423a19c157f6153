import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import promises, { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { lockRun, RecordLost, RunBusy } from "@byturns/record";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isAlive } from "../src/files/lock.ts";

const contends = fileURLToPath(new URL("./contends.ts", import.meta.url));
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

/** Processes that all receive a line at the same time; `all` returns what each of them printed in reply. */
function contenders(count: number): { all(line: string): Promise<string[]> } & AsyncDisposable {
  const all = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, [contends], { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
  });
  return {
    all: async (line) => {
      for (const { child } of all) child.stdin.write(`${line}\n`);
      return Promise.all(all.map(async ({ lines }) => (await lines.next()).value as string));
    },
    [Symbol.asyncDispose]: async () => {
      for (const { child } of all) child.stdin.end();
      await Promise.all(all.map(({ child }) => once(child, "exit")));
    },
  };
}

/** Starts a process that takes the lock; `said` is the first line it printed. */
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
      await expect(lockRun(folder)).rejects.toThrow(
        `Another lab works in ${folder}, process ${process.pid}: wait for its end, or end it`,
      );
    }
    await expect(access(path)).rejects.toThrow("ENOENT");
    await using _ = await lockRun(folder);
  });

  it("keeps other processes out, and takes over the lock of a killed one", async () => {
    const { child, said } = await holder();
    expect(said).toBe("locked");
    await expect(lockRun(folder)).rejects.toThrow(`process ${child.pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");
    await using _ = await lockRun(folder);
    expect(JSON.parse(await readFile(path, "utf8")).pid).toBe(process.pid);
  });

  it("takes over the right to take over if its holder was killed too", async () => {
    const stale = (id: string) => JSON.stringify({ pid: 4_194_305, started: "1", host: hostname(), id });
    const nameOf = (text: string) =>
      `lab.${createHash("sha256").update(text).digest("hex").slice(0, 16)}.lock`;
    await writeFile(path, stale("a"));
    await writeFile(join(folder, nameOf(stale("a"))), stale("b"));
    await writeFile(join(folder, nameOf(stale("b"))), stale("c"));
    {
      await using lock = await lockRun(folder);
      expect(lock.tookOver).toBe(true);
      expect(await readdir(folder)).toEqual(["lab.lock"]);
    }
    await using lock = await lockRun(folder);
    expect(lock.tookOver).toBe(false);
  });

  it("leaves a stale lock to the process that has the right to take it over", async () => {
    const stale = JSON.stringify({ pid: 4_194_305, started: "1", host: hostname() });
    await writeFile(path, stale);
    const right = `lab.${createHash("sha256").update(stale).digest("hex").slice(0, 16)}.lock`;
    const { child } = await holder();
    const living = await readFile(path, "utf8");
    await writeFile(path, stale);
    await writeFile(join(folder, right), living);
    await expect(lockRun(folder)).rejects.toThrow(`process ${child.pid}`);
    expect(await readFile(path, "utf8")).toBe(stale);
    expect((await readdir(folder)).toSorted()).toEqual([right, "lab.lock"].toSorted());
  });

  it("releases only its own lock: another one in its place stays", async () => {
    const other = JSON.stringify({ pid: 1, started: "1", host: "elsewhere" });
    {
      await using _ = await lockRun(folder);
      await writeFile(path, other);
    }
    expect(await readFile(path, "utf8")).toBe(other);
  });

  it.skipIf(process.platform !== "linux")("takes over from a zombie", async () => {
    // A shell that starts the holder and then becomes a program that never waits for it.
    const words = ["-c", '"$@" & exec sleep 60', "sh", process.execPath, script, folder];
    const shell = spawn("/bin/sh", words, { stdio: ["ignore", "pipe", "inherit"] });
    children.push(shell);
    await once(shell.stdout, "data");
    const { pid } = JSON.parse(await readFile(path, "utf8"));
    process.kill(pid, "SIGKILL");
    while (!/\) Z /.test(await readFile(`/proc/${pid}/stat`, "utf8"))) await sleep(5);
    await using lock = await lockRun(folder);
    expect(lock.tookOver).toBe(true);
  });

  it("is not fooled by another process with the same pid", async () => {
    {
      await using _ = await lockRun(folder);
      const own = JSON.parse(await readFile(path, "utf8"));
      await writeFile(path, JSON.stringify({ ...own, started: `${own.started}1` }));
      await using __ = await lockRun(folder);
    }
    await expect(access(path)).rejects.toThrow("ENOENT");
  });

  it.each(["", "{", "null", '{"pid":"1"}'])("takes over a truncated lock: %j", async (text) => {
    await writeFile(path, text);
    await using _ = await lockRun(folder);
  });

  it("waits while a lock is being written, and then respects it", async () => {
    const { child } = await holder();
    const living = await readFile(path, "utf8");
    await writeFile(path, living.slice(0, 20));
    const trying = lockRun(folder).catch((error: unknown) => error);
    await sleep(60);
    await writeFile(path, living);
    expect(await trying).toMatchObject({
      name: "RunBusy",
      message: expect.stringContaining(`process ${child.pid}`),
    });
    expect(await readFile(path, "utf8")).toBe(living);
  });

  it("reads a whole lock once, and an unfinished one again for a while", async () => {
    const { said } = await holder();
    expect(said).toBe("locked");
    const reads = vi.spyOn(promises, "readFile");
    syncBuiltinESMExports();
    const readsOfLock = () => reads.mock.calls.filter(([read]) => read === path).length;
    try {
      await expect(lockRun(folder)).rejects.toThrow(RunBusy);
      expect(readsOfLock()).toBe(1);
      await writeFile(path, "{");
      reads.mockClear();
      await using _ = await lockRun(folder);
      expect(readsOfLock()).toBeGreaterThan(5);
    } finally {
      reads.mockRestore();
      syncBuiltinESMExports();
    }
  });

  it("cannot check a process on another machine, and names the file to remove", async () => {
    await writeFile(path, JSON.stringify({ pid: 1, started: "1", host: "elsewhere" }));
    await expect(lockRun(folder)).rejects.toThrow(
      `process 1 of elsewhere: wait for its end; if it is gone, remove ${path}`,
    );
  });

  it("fails when what is in the lock's place cannot be read", async () => {
    await mkdir(path);
    await expect(lockRun(folder)).rejects.toThrow(RecordLost);
    await expect(lockRun(folder)).rejects.toThrow(path);
    expect(await readdir(folder)).toEqual(["lab.lock"]);
  });

  it("fails when the folder cannot be written", async () => {
    await expect(lockRun(join(folder, "nowhere"))).rejects.toThrow(RecordLost);
  });

  it("lets only one of several take over a stale lock", async () => {
    const { child } = await holder();
    child.kill("SIGKILL");
    await once(child, "exit");
    const said = await Promise.all(Array.from({ length: 4 }, async () => (await holder()).said));
    expect(said.toSorted()).toEqual(["RunBusy", "RunBusy", "RunBusy", "locked"]);
    expect(await readdir(folder)).toEqual(["lab.lock"]);
  });

  it("is held by only one of several processes that find it stale at the same time", async () => {
    await using crowd = contenders(8);
    for (let round = 0; round < 10; round++) {
      const at = join(folder, `${round}`);
      await mkdir(at);
      await writeFile(
        join(at, "lab.lock"),
        JSON.stringify({ pid: 4_194_305, started: "1", host: hostname() }),
      );
      const printed = await crowd.all(at);
      expect(printed.filter((line) => line === "locked")).toHaveLength(1);
      expect(printed.filter((line) => line === "RunBusy")).toHaveLength(7);
      expect(await readdir(at)).toEqual(["lab.lock"]);
      await crowd.all("");
      expect(await readdir(at)).toEqual([]);
    }
  });
});

describe("isAlive()", () => {
  afterEach(() => vi.restoreAllMocks());

  it("finds a process, also one that may not be signaled, and none that has ended", () => {
    expect(isAlive(process.pid)).toBe(true);
    // A pid that no system assigns.
    expect(isAlive(4_194_305)).toBe(false);
    vi.spyOn(process, "kill").mockImplementation(() => {
      throw Object.assign(new Error("not permitted"), { code: "EPERM" });
    });
    expect(isAlive(1)).toBe(true);
  });
});
