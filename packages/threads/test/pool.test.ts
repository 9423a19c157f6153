import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { makeContext } from "@byturns/context";
import { describe, expect, it, vi } from "vitest";
import { Pool, ThreadLost } from "../src/internal/pool.ts";
import type { tasks } from "./pool-tasks.worker.ts";

const file = new URL("./pool-tasks.worker.ts", import.meta.url);

/** Counts the tasks that have begun, wherever; they are to be canceled only then. */
const counter = () => new Int32Array(new SharedArrayBuffer(4));
const begun = async (cell: Int32Array<SharedArrayBuffer>, count = 1) => {
  for (let now = Atomics.load(cell, 0); now < count; now = Atomics.load(cell, 0)) {
    await Atomics.waitAsync(cell, 0, now).value;
  }
};

describe.each(["message", "memory"] as const)("Pool by %s", (by) => {
  const start = (
    threads: number,
    options: { signal?: AbortSignal; tasksPerThread?: number; graceMs?: number } = {},
  ) =>
    Pool.start<typeof tasks>(file, {
      ...options,
      by,
      context: makeContext({ threads, signal: options.signal }),
    });

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

  it("keeps its thread when what was thrown has no text, or holds itself", async () => {
    await using pool = await start(1);
    const id = await pool.run("threadId", 0);
    await expect(pool.run("failWithout", 0)).rejects.toThrow("Thrown value is not an Error: ");
    await expect(pool.run("failHoldingItself", 0)).rejects.toThrow("round");
    expect(await pool.run("threadId", 0)).toBe(id);
  });

  it("cancels a waiting task for a reason that holds itself", async () => {
    await using pool = await start(1, { graceMs: 60_000 });
    const controller = new AbortController();
    const cell = counter();
    const waiting = pool.run("waitForCancel", cell, { signal: controller.signal });
    await begun(cell);
    const reason = Object.assign(new Error("round"), { errors: ["kept"] });
    reason.cause = reason;
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it("cancels a waiting task by message, and keeps its thread", async () => {
    await using pool = await start(1, { graceMs: 60_000 });
    const controller = new AbortController();
    const id = await pool.run("threadId", 0);
    const cell = counter();
    const waiting = pool.run("waitForCancel", cell, { signal: controller.signal });
    await begun(cell);
    const reason = new RangeError("enough");
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(await pool.run("threadId", 0)).toBe(id);
    expect(await pool.run("canceledCount", 0)).toBe(1);
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
    const cell = counter();
    const canceled = Array.from({ length: 20 }, () =>
      pool.run("waitForCancel", cell, { signal: controller.signal }),
    );
    const other = pool.run("twice", 21);
    await begun(cell, 20);
    controller.abort();
    const settled = await Promise.allSettled(canceled);
    expect(new Set(settled.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(await other).toBe(42);
    expect(await pool.run("canceledCount", 0)).toBe(20);
  });

  it("ends a thread that does not answer, and starts another", async () => {
    await using pool = await start(1, { graceMs: 1 });
    const controller = new AbortController();
    const id = await pool.run("threadId", 0);
    const cell = counter();
    const blocked = pool.run("blockForEver", cell, { signal: controller.signal });
    await begun(cell);
    controller.abort(new RangeError("enough"));
    await expect(blocked).rejects.toThrow("enough");
    expect(await pool.run("threadId", 0)).not.toBe(id);
  });

  it("cancels what runs and what waits when the context's signal is aborted", async () => {
    const controller = new AbortController();
    await using pool = await start(1, { signal: controller.signal, graceMs: 60_000 });
    const cell = counter();
    const all = [pool.run("waitForCancel", cell), ...[1, 2, 3].map((n) => pool.run("twice", n))];
    const settled = Promise.allSettled(all);
    await begun(cell);
    const reason = new RangeError("enough");
    controller.abort(reason);
    expect((await settled).map((one) => one.status === "rejected" && one.reason === reason)).toEqual(
      all.map(() => true),
    );
    await expect(pool.run("twice", 1)).rejects.toBe(reason);
  });

  it("takes a canceled task out of the queue before it starts", async () => {
    await using pool = await start(1, { graceMs: 60_000 });
    const first = new AbortController();
    const second = new AbortController();
    const cell = counter();
    const running = pool.run("waitForCancel", cell, { signal: first.signal });
    await begun(cell);
    const queued = pool.run("twice", 1, { signal: second.signal });
    second.abort(new RangeError("not any more"));
    await expect(queued).rejects.toThrow("not any more");
    first.abort(new RangeError("enough"));
    await expect(running).rejects.toThrow("enough");
  });

  it("fails the tasks of a thread that dies, and continues with another", async () => {
    await using pool = await start(1);
    await expect(pool.run("die", 0)).rejects.toBeInstanceOf(ThreadLost);
    expect(await pool.run("twice", 21)).toBe(42);
  });

  it("fails what runs and what waits when it is closed, and then everything", async () => {
    const pool = await start(1);
    const settled = Promise.allSettled([pool.run("waitForCancel", counter()), pool.run("twice", 1)]);
    await pool.close();
    for (const outcome of await settled) expect(outcome).toMatchObject({ reason: { _tag: "ThreadLost" } });
    await expect(pool.run("twice", 1)).rejects.toBeInstanceOf(ThreadLost);
  });

  it("sets the clock of a thread that takes another's place before it gives it a task", async () => {
    const context = makeContext({ threads: 1 });
    await using pool = await Pool.start<typeof tasks>(file, { context, by, graceMs: 1 });
    await expect(pool.run("die", 0)).rejects.toBeInstanceOf(ThreadLost);
    const beforeMs = context.nowMs();
    const seenMs = await pool.run("nowMs", 0);
    const slackMs = 2;
    expect(seenMs).toBeGreaterThan(beforeMs - slackMs);
    expect(seenMs).toBeLessThan(context.nowMs() + slackMs);
  });

  it("continues with the threads that are left when no other can be started, and fails with the last", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pool-"));
    const gone = join(folder, "gone.worker.mjs");
    await copyFile(fileURLToPath(new URL("./goes.worker.mjs", import.meta.url)), gone);
    const context = makeContext({ threads: 2 });
    await using pool = await Pool.start<{ die: (_: number) => number; twice: (n: number) => number }>(
      pathToFileURL(gone),
      { context },
    );
    await rm(folder, { recursive: true });
    await expect(pool.run("die", 0)).rejects.toBeInstanceOf(ThreadLost);
    expect(await pool.run("twice", 21)).toBe(42);
    await expect(pool.run("die", 0)).rejects.toBeInstanceOf(ThreadLost);
    await expect(pool.run("twice", 21)).rejects.toBeInstanceOf(ThreadLost);
  });

  it("reports that a worker cannot be loaded", async () => {
    const missing = new URL("./no-such.worker.ts", import.meta.url);
    await expect(Pool.start(missing, { context: makeContext() })).rejects.toBeInstanceOf(ThreadLost);
  });

  it("hands buffers over in both directions", async () => {
    await using pool = await start(1);
    const bytes = new Uint8Array([1, 2, 3]);
    const back = await pool.run("reverse", bytes, { transfer: [bytes.buffer] });
    expect(Array.from(back)).toEqual([3, 2, 1]);
    expect(bytes.byteLength).toBe(0);
  });

  it("carries small and large values alike, at once or later, there and back", async () => {
    await using pool = await start(2, { tasksPerThread: 3 });
    const values = [0, -0, Number.NaN, "", "ä€😀", true, null, undefined, [1, [2]], { a: { b: [] } }];
    const large = ["x".repeat(10_000), Array(500).fill("y"), new Map([[1, 2]]), new Uint8Array(3)];
    for (const value of [...values, ...large, new Date(5)]) {
      expect(await pool.run("echo", value)).toStrictEqual(value);
      expect(await pool.run("echoLater", value)).toStrictEqual(value);
    }
    const all = Array.from({ length: 300 }, (_, i) => (i % 5 === 0 ? new Uint8Array(i) : i));
    expect(await Promise.all(all.map((value) => pool.run("echo", value)))).toStrictEqual(all);
  });

  it("fails alone what cannot be cloned, there or back, among others of the same turn", async () => {
    await using pool = await start(1, { tasksPerThread: 10 });
    const [before, there, back, after] = await Promise.allSettled([
      pool.run("twice", 1),
      pool.run("echo", () => {}),
      pool.run("giveFunction", 0),
      pool.run("twice", 2),
    ]);
    expect([before, after]).toMatchObject([{ value: 2 }, { value: 4 }]);
    expect([there, back]).toMatchObject([
      { reason: { name: "DataCloneError" } },
      { reason: { name: "DataCloneError" } },
    ]);
  });

  it("continues with those behind one that cannot be cloned, however many there are", async () => {
    await using pool = await start(1);
    const all = Array.from({ length: 100 }, () => pool.run("echo", () => {}));
    const trap = {
      get bait() {
        throw new Error("caught");
      },
    };
    const settled = await Promise.allSettled([
      pool.run("echoLater", 1),
      ...all,
      pool.run("echo", trap),
      pool.run("echo", 2),
    ]);
    expect(settled[0]).toMatchObject({ value: 1 });
    for (const one of settled.slice(1, -2)) expect(one).toMatchObject({ reason: { name: "DataCloneError" } });
    expect(settled.slice(-2)).toMatchObject([{ reason: { message: "caught" } }, { value: 2 }]);
  });

  it("hands out what waits when all that were handed out before are given up at once", async () => {
    await using pool = await start(1, { graceMs: 60_000 });
    const controller = new AbortController();
    const givenUp = Array.from({ length: 64 }, () => pool.run("twice", 0, { signal: controller.signal }));
    const settled = Promise.allSettled(givenUp);
    const others = Array.from({ length: 36 }, (_, n) => pool.run("twice", n));
    await Promise.resolve();
    controller.abort();
    expect(await Promise.all(others)).toEqual(others.map((_, n) => 2 * n));
    for (const one of await settled) expect(one.status).toBe("rejected");
  });

  it("starts what is handed over after what was asked for before it", async () => {
    await using pool = await start(1, { tasksPerThread: 10 });
    const order = [1, 2, 3].map((n) => {
      const bytes = new Uint8Array([n]);
      return pool.run("order", bytes, n === 2 ? { transfer: [bytes.buffer] } : {});
    });
    expect(await Promise.all(order)).toEqual([1, 2, 3]);
  });

  it("continues with those that wait when the thread of another is lost", async () => {
    await using pool = await start(2, { graceMs: 1 });
    const died = pool.run("die", 0);
    const others = Array.from({ length: 100 }, (_, n) => pool.run("twice", n));
    await expect(died).rejects.toBeInstanceOf(ThreadLost);
    const settled = await Promise.allSettled(others);
    const wrong = settled.filter((one, n) =>
      one.status === "fulfilled" ? one.value !== 2 * n : !(one.reason instanceof ThreadLost),
    );
    expect(wrong).toEqual([]);
    // At most what the thread had in its hands goes with it.
    expect(settled.filter(({ status }) => status === "rejected").length).toBeLessThanOrEqual(1);
  });

  it("continues after a thread was lost with as many tasks as can be handed out at once", async () => {
    await using pool = await start(1, { tasksPerThread: 64 });
    const cell = counter();
    const all = Array.from({ length: 63 }, () => pool.run("waitForCancel", cell));
    const settled = Promise.allSettled(all);
    await begun(cell, all.length);
    await expect(pool.run("die", 0)).rejects.toBeInstanceOf(ThreadLost);
    for (const one of await settled) expect(one).toMatchObject({ reason: { _tag: "ThreadLost" } });
    expect(await pool.run("twice", 21)).toBe(42);
  });

  it.each(["kept", "ended"])(
    "keeps no process alive that has nothing for it to do, when a thread was %s",
    async (how) => {
      const program = fileURLToPath(new URL("./idle-pool.ts", import.meta.url));
      const before = "Deno" in globalThis ? ["run", "--allow-all"] : [];
      const { stdout } = await promisify(execFile)(process.execPath, [...before, program, by, how], {
        timeout: 120_000,
      });
      expect(stdout).toBe("42 1000\n");
    },
  );

  it("names the bound of an option that is out of it", async () => {
    await expect(start(1, { tasksPerThread: 0 })).rejects.toThrow("tasksPerThread must be an integer ");
    if (by === "memory") {
      await expect(start(1, { tasksPerThread: 65 })).rejects.toThrow(
        "tasksPerThread must be an integer from 1 to 64",
      );
    }
    await expect(start(1, { graceMs: -1 })).rejects.toThrow(
      "graceMs must be from 0 to 2147483647, or Infinity",
    );
  });

  it("rejects an unknown task with those that there are", async () => {
    await using pool = await start(1);
    await expect(pool.run("nothing" as "twice", 0)).rejects.toThrow('No task is called "nothing"; there are');
    await expect(pool.run("toString" as "twice", 0)).rejects.toThrow(
      'No task is called "toString"; there are',
    );
  });
});
