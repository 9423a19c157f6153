import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { makeStage } from "@byturns/stage";
import { describe, expect, it, vi } from "vitest";
import { Pool, ThreadLost } from "../src/internal/pool.ts";
import type { tasks } from "./pool-tasks.worker.ts";

const file = new URL("./pool-tasks.worker.ts", import.meta.url);
const start = (
  threads: number,
  options: { signal?: AbortSignal; tasksPerThread?: number; graceMs?: number } = {},
) => Pool.start<typeof tasks>(file, { ...options, stage: makeStage({ threads, signal: options.signal }) });

describe("Pool", () => {
  it("starts as many threads as it is given, and uses all of them", async () => {
    await using pool = await start(3);
    const ids = await Promise.all([1, 2, 3].map(() => pool.run("threadIdAfterAll", 3)));
    expect(new Set(ids).size).toBe(3);
  });

  it("keeps its threads from task to task", async () => {
    await using pool = await start(1);
    expect(await pool.run("threadId", 0)).toBe(await pool.run("threadId", 0));
  });

  it("answers every task with its own result", async () => {
    await using pool = await start(2, { tasksPerThread: 4 });
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    expect(await Promise.all(numbers.map((n) => pool.run("twice", n)))).toEqual(numbers.map((n) => n * 2));
  });

  it("carries a failure back whole: name, message, stack, fields and cause", async () => {
    await using pool = await start(1);
    const error = await pool.run("fail", "disk").catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      name: "DiskFull",
      message: "No room on disk",
      _tag: "DiskFull",
      freeBytes: 7,
    });
    expect((error as Error).cause).toBeInstanceOf(RangeError);
    expect((error as Error).cause).toMatchObject({ message: "inner" });
    expect((error as Error).stack).toContain("pool-tasks.worker.ts");
  });

  it("carries a built-in failure back as its own class", async () => {
    await using pool = await start(1);
    await expect(pool.run("failBuiltIn", 0)).rejects.toBeInstanceOf(TypeError);
    await expect(pool.run("failAggregate", 0)).rejects.toMatchObject({
      errors: [{ message: "a" }, { message: "b" }],
    });
    await expect(pool.run("throwText", 0)).rejects.toMatchObject({ cause: "plain text" });
  });

  it("cancels a waiting task by message, and keeps its thread", async () => {
    await using pool = await start(1, { graceMs: 60_000 });
    const controller = new AbortController();
    const id = await pool.run("threadId", 0);
    const waiting = pool.run("waitForCancel", 0, { signal: controller.signal });
    const reason = new RangeError("enough");
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(await pool.run("threadId", 0)).toBe(id);
    expect(await pool.run("cancelledCount", 0)).toBe(1);
  });

  it("listens once to a signal, however many tasks it is for, and to none when they have ended", async () => {
    await using pool = await start(2, { tasksPerThread: 50 });
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await Promise.all(Array.from({ length: 100 }, (_, n) => pool.run("twice", n, { signal })));
    expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([1, 1]);
  });

  it("cancels every task of a signal, and no task of another", async () => {
    await using pool = await start(1, { tasksPerThread: 50, graceMs: 60_000 });
    const controller = new AbortController();
    const cancelled = Array.from({ length: 20 }, () =>
      pool.run("waitForCancel", 0, { signal: controller.signal }),
    );
    const other = pool.run("twice", 21);
    controller.abort();
    const settled = await Promise.allSettled(cancelled);
    expect(new Set(settled.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(await other).toBe(42);
    expect(await pool.run("cancelledCount", 0)).toBe(20);
  });

  it("ends a thread that does not hear, and starts another", async () => {
    await using pool = await start(1, { graceMs: 1 });
    const controller = new AbortController();
    const id = await pool.run("threadId", 0);
    const blocked = pool.run("blockForEver", 0, { signal: controller.signal });
    controller.abort(new RangeError("enough"));
    await expect(blocked).rejects.toThrow("enough");
    expect(await pool.run("threadId", 0)).not.toBe(id);
  });

  it("takes a cancelled task out of the queue before it starts", async () => {
    await using pool = await start(1, { graceMs: 60_000 });
    const first = new AbortController();
    const second = new AbortController();
    const running = pool.run("waitForCancel", 0, { signal: first.signal });
    const queued = pool.run("twice", 1, { signal: second.signal });
    second.abort(new RangeError("not any more"));
    await expect(queued).rejects.toThrow("not any more");
    first.abort(new RangeError("enough"));
    await expect(running).rejects.toThrow("enough");
  });

  it("fails the tasks of a thread that dies, and goes on with another", async () => {
    await using pool = await start(1);
    await expect(pool.run("die", 0)).rejects.toBeInstanceOf(ThreadLost);
    expect(await pool.run("twice", 21)).toBe(42);
  });

  it("fails what runs and what waits when it is closed, and then everything", async () => {
    const pool = await start(1);
    const settled = Promise.allSettled([pool.run("waitForCancel", 0), pool.run("twice", 1)]);
    await pool.close();
    for (const outcome of await settled) expect(outcome).toMatchObject({ reason: { _tag: "ThreadLost" } });
    await expect(pool.run("twice", 1)).rejects.toBeInstanceOf(ThreadLost);
  });

  it("sets the clock of a thread that takes another's place before it gives it a task", async () => {
    const stage = makeStage({ threads: 1 });
    await using pool = await Pool.start<typeof tasks>(file, { stage, graceMs: 1 });
    await expect(pool.run("die", 0)).rejects.toBeInstanceOf(ThreadLost);
    const beforeMs = stage.nowMs();
    const seenMs = await pool.run("nowMs", 0);
    const slackMs = 2;
    expect(seenMs).toBeGreaterThan(beforeMs - slackMs);
    expect(seenMs).toBeLessThan(stage.nowMs() + slackMs);
  });

  it("goes on with the threads that are left when no other can be started, and fails with the last", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pool-"));
    const gone = join(folder, "gone.worker.mjs");
    await copyFile(fileURLToPath(new URL("./goes.worker.mjs", import.meta.url)), gone);
    const stage = makeStage({ threads: 2 });
    await using pool = await Pool.start<{ die: (_: number) => number; twice: (n: number) => number }>(
      pathToFileURL(gone),
      { stage },
    );
    await rm(folder, { recursive: true });
    await expect(pool.run("die", 0)).rejects.toBeInstanceOf(ThreadLost);
    expect(await pool.run("twice", 21)).toBe(42);
    await expect(pool.run("die", 0)).rejects.toBeInstanceOf(ThreadLost);
    await expect(pool.run("twice", 21)).rejects.toBeInstanceOf(ThreadLost);
  });

  it("says when a worker cannot be loaded", async () => {
    const missing = new URL("./no-such.worker.ts", import.meta.url);
    await expect(Pool.start(missing, { stage: makeStage() })).rejects.toBeInstanceOf(ThreadLost);
  });

  it("hands buffers over in both directions", async () => {
    await using pool = await start(1);
    const bytes = new Uint8Array([1, 2, 3]);
    const back = await pool.run("reverse", bytes, { transfer: [bytes.buffer] });
    expect(Array.from(back)).toEqual([3, 2, 1]);
    expect(bytes.byteLength).toBe(0);
  });

  it("names the bound of an option that is out of it", async () => {
    await expect(start(1, { tasksPerThread: 0 })).rejects.toThrow("tasksPerThread must be >= 1");
    await expect(start(1, { graceMs: -1 })).rejects.toThrow("graceMs must be >= 0");
  });

  it("rejects an unknown task with those that there are", async () => {
    await using pool = await start(1);
    await expect(pool.run("nothing" as "twice", 0)).rejects.toThrow('No task is called "nothing"; there are');
  });
});
