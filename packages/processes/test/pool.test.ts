import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { makeContext, type Span } from "@byturns/context";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Mailbox } from "../src/internal/mailbox.ts";
import { Child } from "../src/internal/pool/child.ts";
import type { PoolOptions } from "../src/internal/pool/pool-options.ts";
import { Pool } from "../src/internal/pool.ts";
import { childrenOf, isAlive, showsChildren } from "./children.ts";
import type { tasks } from "./pool-tasks.child.ts";

const file = new URL("./pool-tasks.child.ts", import.meta.url);
const timeout = 60_000;
/** Then nobody looks ahead: it would keep the other side from running. */
const oneCore = availableParallelism() === 1;

function start(options: Partial<PoolOptions> = {}): Promise<Pool<typeof tasks>> {
  return Pool.start<typeof tasks>(file, { context: makeContext({ threads: 2 }), ...options });
}

describe("Pool.run()", () => {
  let pool: Pool<typeof tasks>;
  beforeAll(async () => {
    pool = await start({ tasksPerProcess: 8 });
  });
  afterAll(() => pool.close());

  it.each([
    ["undefined", undefined],
    ["a big integer", 2n ** 70n],
    ["bytes", Uint8Array.of(1, 2, 3)],
    ["a map in an array", [new Map([[1, { a: new Date(0) }]]), Number.NaN]],
    ["negative zero", -0],
  ])("returns %s as it was", async (_, value) => {
    expect(await pool.run("returning", value)).toEqual(value);
  });

  it("runs tasks in another process, and no process twice while another is free", async () => {
    const pids = await Promise.all([pool.run("pid", undefined), pool.run("pid", undefined)]);
    expect(new Set(pids).size).toBe(2);
    expect(pids).not.toContain(process.pid);
  });

  it("rejects with the failure as it was: name, tag, fields, cause", async () => {
    const failed = pool.run("failing", "broken");
    await expect(failed).rejects.toMatchObject({
      name: "Broken",
      _tag: "Broken",
      code: 7,
      message: "broken",
      cause: { name: "TypeError", message: "deeper" },
    });
    await expect(failed).rejects.toHaveProperty("cause", expect.any(TypeError));
  });

  it("rejects an argument that cannot be cloned, alone", async () => {
    const good = pool.run("returning", 1);
    const bad = pool.run("returning", () => {});
    const alsoGood = pool.run("returning", 2);
    await expect(bad).rejects.toThrow(/could not be cloned|can not be cloned/);
    expect(await Promise.all([good, alsoGood])).toEqual([1, 2]);
  });

  it("rejects a result that cannot be cloned, alone", async () => {
    const good = pool.run("returning", 1);
    const bad = pool.run("unsendable", undefined);
    const alsoGood = pool.run("returning", 2);
    await expect(bad).rejects.toThrow(/could not be cloned|can not be cloned/);
    expect(await Promise.all([good, alsoGood])).toEqual([1, 2]);
  });

  it("rejects a task that the file does not serve, with those that it does", async () => {
    const unknown = (pool as unknown as Pool<Record<string, () => void>>).run("missing", undefined);
    await expect(unknown).rejects.toThrow(/No task is called "missing"; there are returning, /);
    await expect(unknown).rejects.toBeInstanceOf(RangeError);
  });

  it("answers what a task asks, at once or later, in order", async () => {
    let asked = 0;
    const answers = {
      next: (i: number) => (i % 2 === 0 ? asked++ : new Promise((resolve) => setImmediate(resolve, asked++))),
    };
    expect(await pool.run("asking", 6, { answers })).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("rejects a question that is not answered, and one whose answer fails", async () => {
    await expect(pool.run("asking", 1)).rejects.toThrow('answers no question "next"');
    const answers = {
      next: () => {
        throw new RangeError("no more");
      },
    };
    await expect(pool.run("asking", 1, { answers })).rejects.toMatchObject({
      name: "RangeError",
      message: "no more",
    });
  });

  it("cancels a task that waits by a message, and keeps its process", async () => {
    const before = pool.pids;
    const controller = new AbortController();
    const run = pool.run("waiting", 60_000, { signal: controller.signal });
    await pool.run("returning", 0);
    controller.abort(new Error("enough"));
    await expect(run).rejects.toThrow("enough");
    expect(pool.pids).toEqual(before);
  });

  it("counts what its processes have used", async () => {
    const before = await pool.usage();
    await pool.run("computing", 50_000);
    const after = await pool.usage();
    expect(after.userUs).toBeGreaterThan(before.userUs + 10_000);
    expect(after.rssBytes).toBeGreaterThan(1e6);
    expect(after.peakRssBytes).toBeGreaterThan(1e6);
  });
});

describe("Pool", () => {
  it.each([0, 0.5, Number.NaN])("cannot send %d tasks to a process", async (tasksPerProcess) => {
    await expect(start({ tasksPerProcess })).rejects.toThrow(
      `Cannot send ${tasksPerProcess} tasks to a process: tasksPerProcess must be >= 1 or "guided"`,
    );
  });

  it("cannot wait less than no time for a canceled task", async () => {
    await expect(start({ graceMs: -1 })).rejects.toThrow("graceMs must be >= 0");
  });

  it("rejects a file that cannot be loaded, with what was printed, and leaves no process", {
    timeout,
  }, async () => {
    const before = showsChildren ? childrenOf(process.pid) : [];
    const missing = Pool.start(new URL("./no-such.child.ts", import.meta.url), {
      context: makeContext({ threads: 2 }),
    });
    await expect(missing).rejects.toMatchObject({
      _tag: "ProcessLost",
      message: expect.stringMatching(/process \d ended by itself: exit code 1 .*no-such/s),
    });
    if (showsChildren) await expect.poll(() => childrenOf(process.pid)).toEqual(before);
  });

  it("kills a process that does not notice its cancellation, and starts another", { timeout }, async () => {
    await using pool = await start({ graceMs: 20 });
    const controller = new AbortController();
    const before = pool.pids;
    const run = pool.run("spinning", undefined, { signal: controller.signal });
    await pool.run("returning", 0);
    controller.abort(new Error("enough"));
    await expect(run).rejects.toThrow("enough");
    const pids = await Promise.all([pool.run("pid", undefined), pool.run("pid", undefined)]);
    expect(before.filter((pid) => pids.includes(pid))).toHaveLength(1);
  });

  it("reports the task of a process that ends, with its last output, and runs the next", {
    timeout,
  }, async () => {
    await using pool = await start({ context: makeContext({ threads: 1 }) });
    const dying = pool.run("dying", 3);
    const next = pool.run("returning", "next");
    await expect(dying).rejects.toMatchObject({
      _tag: "ProcessLost",
      message: "process 1 ended by itself: exit code 3 last words",
    });
    expect(await next).toBe("next");
  });

  it("fails what runs and waits when it is closed, and leaves no process", async () => {
    const pool = await start();
    const pids = pool.pids;
    const runs = ["spinning", "spinning", "returning"] as const;
    const settled = Promise.allSettled(runs.map((task) => pool.run(task, undefined)));
    await new Promise((resolve) => setImmediate(resolve));
    await pool.close();
    for (const one of await settled) {
      expect(one).toMatchObject({ reason: { _tag: "ProcessLost", message: "The pool was closed" } });
    }
    expect(pids).toHaveLength(2);
    if (showsChildren) expect(pids.filter(isAlive)).toEqual([]);
    await expect(pool.run("returning", 1)).rejects.toThrow('Cannot run "returning": the pool is closed');
  });

  it("never sends a process more tasks than it may have", async () => {
    await using pool = await start({ tasksPerProcess: 2 });
    let running: (() => void)[] = [];
    let peak = 0;
    // No task continues before four have begun.
    const next = () =>
      new Promise<void>((resolve) => {
        running.push(resolve);
        peak = Math.max(peak, running.length);
        if (running.length < 4) return;
        setImmediate(() => {
          for (const goOn of running) goOn();
          running = [];
        });
      });
    await Promise.all(Array.from({ length: 20 }, () => pool.run("asking", 1, { answers: { next } })));
    expect(peak).toBe(4);
  });

  it.skipIf(oneCore)(
    "leaves a task in the mailbox of a process that looks, and sends it to any other",
    {
      timeout,
    },
    async () => {
      await using pool = await start();
      const mailed = vi.spyOn(Child.prototype, "mail");
      const sent = vi.spyOn(Child.prototype, "send");
      const left = () => mailed.mock.results.filter(({ value }) => value === true).length;
      try {
        let tasks = 0;
        // How soon both sides look is up to the machine.
        for (; left() < 3; tasks++) expect(await pool.run("returning", tasks)).toBe(tasks);
        // Each goes one way, and no way twice.
        expect(sent.mock.calls.filter(([request]) => "run" in request).length).toBe(tasks - left());
      } finally {
        vi.restoreAllMocks();
      }
    },
  );

  it.skipIf(oneCore)(
    "cancels a task that its process finds later than the cancellation",
    { timeout },
    async () => {
      await using pool = await start({ graceMs: 5_000 });
      const before = pool.pids;
      const mailed = vi.spyOn(Child.prototype, "mail");
      try {
        // Which of the two it finds first is up to its loop.
        for (let found = 0; found < 20; ) {
          const controller = new AbortController();
          await pool.run("returning", 1);
          // Both lie there when it goes on.
          await pool.run("blockingAfter", 20);
          const run = pool.run("waiting", 60_000, { signal: controller.signal });
          mailed.mockClear();
          // The task is handed over at the end of this turn.
          await Promise.resolve();
          if (mailed.mock.results.some(({ value }) => value === true)) found += 1;
          controller.abort(new Error("enough"));
          await expect(run).rejects.toThrow("enough");
          expect(pool.pids).toEqual(before);
        }
      } finally {
        vi.restoreAllMocks();
      }
    },
  );

  it.skipIf(oneCore)("tells a process that ceases to look just when a task is left there", async () => {
    await using pool = await start();
    const looks = vi.spyOn(Mailbox.prototype, "isLookedAt", "get").mockReturnValueOnce(true);
    const sent = vi.spyOn(Child.prototype, "send");
    try {
      expect(await pool.run("returning", 1)).toBe(1);
      expect(looks).toHaveBeenCalledTimes(2);
      expect(sent.mock.calls).toEqual([[{ mailed: true }]]);
    } finally {
      vi.restoreAllMocks();
    }
  });

  it("returns every value of one round trip after the other, small or not, in order", async () => {
    await using pool = await start({ tasksPerProcess: 8 });
    const values = [
      1,
      "two",
      [3],
      { four: 4 },
      5n,
      new Map([[6, 7]]),
      "x".repeat(2_000),
      undefined,
      null,
      -0,
    ];
    for (let round = 0; round < 50; round++)
      for (const value of values) expect(await pool.run("returning", value)).toEqual(value);
  });

  it("records the spans of its processes on the context's clock", async () => {
    const spans: Span[] = [];
    const context = makeContext({
      threads: 2,
      recorder: { span: (span) => spans.push(span), line: () => {} },
    });
    await using pool = await start({ context });
    const beganMs = context.nowMs();
    await pool.run("waiting", 5);
    const endedMs = context.nowMs();
    expect(spans).toMatchObject([
      { task: "waiting", state: "waiting", lane: expect.stringMatching(/^process [12]$/) },
    ]);
    const [{ startMs, endMs }] = spans as [Span];
    expect(startMs).toBeGreaterThan(beganMs - 1);
    expect(endMs).toBeLessThan(endedMs + 1);
  });
});

describe("children that are killed at random", () => {
  const kills = Number(process.env.BYTURNS_KILLS ?? 10);
  // A busy machine takes half a second to start the next child.
  const killsTimeout = 300_000 + 1_000 * kills;

  it("lose nothing but the tasks that they have, which are reported", { timeout: killsTimeout }, async () => {
    await using pool = await start();
    let killed = 0;
    let [done, lost] = [0, 0];
    const wrong: unknown[] = [];
    let number = 0;
    const askInTurn = async () => {
      while (killed < kills || pool.pids.length < 2) {
        const mine = number++;
        try {
          const value = await pool.run("returning", mine);
          done += 1;
          if (value !== mine) wrong.push({ mine, value });
        } catch (error) {
          lost += 1;
          const isReported = error instanceof Error && "_tag" in error && error._tag === "ProcessLost";
          if (!isReported || !error.message.includes("SIGKILL")) wrong.push(error);
        }
      }
    };
    const killing = async () => {
      while (killed < kills) {
        // Some tasks later, so that most of them are killed while they serve.
        const due = done + Math.floor(50 * Math.random());
        while (done < due) await new Promise((resolve) => setTimeout(resolve, 1));
        const { pids } = pool;
        const pid = pids[Math.floor(Math.random() * pids.length)];
        // Also one that is just starting.
        if (pid !== undefined && kill(pid)) killed += 1;
      }
    };
    await Promise.all([killing(), ...Array.from({ length: 8 }, askInTurn)]);
    expect(wrong).toEqual([]);
    expect(done + lost).toBe(number);
    // One task a process at a time.
    expect(lost).toBeLessThanOrEqual(kills);
    expect(lost).toBeGreaterThan(0);
    expect(done).toBeGreaterThan(lost);
    expect(await Promise.all([pool.run("returning", "a"), pool.run("returning", "b")])).toEqual(["a", "b"]);
  });
});

describe.skipIf(!showsChildren)("a parent that is killed", () => {
  it.each(["waiting", "blocking", "spinning"])(
    "leaves none of its children: they are %s",
    { timeout },
    async (task) => {
      const run = { node: [], deno: ["run", "--allow-all"], bun: ["run"] }[runtimeHere()];
      const program = fileURLToPath(new URL("./opened.ts", import.meta.url));
      const parent = spawn(process.execPath, [...run, program, task], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [printed] = await once(parent.stdout, "data");
      const pids: number[] = JSON.parse(String(printed));
      const all = childrenOf(parent.pid as number);
      expect(pids.filter(isAlive)).toHaveLength(2);
      // The two, and the shell that waits for the end of their parent.
      expect(all).toHaveLength(3);
      parent.kill("SIGKILL");
      await expect.poll(() => all.filter(isAlive), { timeout: 20_000 }).toEqual([]);
      const files = ["/dev/shm", "/tmp"]
        .filter((folder) => existsSync(folder))
        .flatMap((folder) => readdirSync(folder));
      expect(files.filter((name) => name.startsWith(`byturns-${parent.pid}-`))).toEqual([]);
    },
  );
});

/** Whether there was such a process. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}

function runtimeHere(): "node" | "deno" | "bun" {
  return "Deno" in globalThis ? "deno" : "Bun" in globalThis ? "bun" : "node";
}
