// Checks that records are on the disk and not just in the system's memory: the calls are real, and observed.
import { readFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { setImmediate as turn } from "node:timers/promises";
import { files, openJournal, writePlan, writeTrace } from "@byturns/record";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { environment, forkOf, makeRun, plan, scratch } from "./made-up.ts";

let seen: string[] = [];
let whenSynced = () => {};
beforeEach(async () => {
  seen = [];
  await using file = await open(new URL(import.meta.url));
  const handle = Object.getPrototypeOf(file) as FileHandle;
  for (const name of ["write", "writeFile", "sync"] as const) {
    const call = handle[name] as (...given: unknown[]) => Promise<unknown>;
    vi.spyOn(handle, name).mockImplementation(async function (this: FileHandle, ...given: unknown[]) {
      // Some turns late: what does not wait for a write flushes before it.
      for (let i = 0; name === "writeFile" && i < 25; i++) await turn();
      // A flush counts from when it begins: only what was written before is on the disk after it.
      if (name === "sync") seen.push(name);
      const result = await call.apply(this, given);
      if (name === "sync") whenSynced();
      else seen.push(name);
      return result as never;
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  whenSynced = () => {};
});

describe("a record", () => {
  it("is flushed after it is written, before append() settles", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    await using journal = await openJournal(at);
    seen = [];
    await journal.append(forkOf(0, 0));
    expect(seen.slice(-2)).toEqual(["write", "sync"]);
    await journal.append(forkOf(0, 1));
    expect(seen.slice(-2)).toEqual(["write", "sync"]);
  });

  it.each([
    ["a plan", files("").plan, (at: string) => writePlan(at, { ...plan, suite: "other" })],
    [
      "a trace",
      files("").trace("c"),
      (at: string) =>
        writeTrace(at, { schema: 2, cell: "c", round: 0, trace: { spans: [], lines: [], wallMs: 1 } }),
    ],
  ])("that is a whole file, %s, is flushed before it gets its name", async (_, name, write) => {
    await using folder = await scratch();
    const at = folder.at("run");
    await makeRun(at, plan, environment);
    const text = () => {
      try {
        return readFileSync(`${at}/${name}`, "utf8");
      } catch {
        return undefined;
      }
    };
    const before = text();
    const during: unknown[] = [];
    whenSynced = () => during.push(text());
    seen = [];
    await write(at);
    expect(seen).toEqual(["writeFile", "sync"]);
    expect(during).toEqual([before]);
    expect(text()).not.toEqual(before);
  });
});
