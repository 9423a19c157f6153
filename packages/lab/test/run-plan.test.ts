import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Catalog, makePlan, PlanOutdated, type RunEvent, resumeRun, runPlan } from "@byturns/lab";
import {
  type ForkRecord,
  files,
  forkKey,
  readEnvironment,
  readPlan,
  readRun,
  writePlan,
} from "@byturns/record";
import { describe, expect, it } from "vitest";
import { type Behavior, catalog, kind, runtime, scratch, suiteOf } from "./laboratory.ts";
import { lives } from "./lives.ts";

const plan = (...behave: Behavior[]) =>
  makePlan(catalog, { suite: suiteOf(...behave), runtimes: [runtime], profile: "smoke", seed: 7 });

async function outcomeOf(behave: Behavior, limitMs = 20_000): Promise<ForkRecord> {
  await using folder = await scratch();
  const one = { ...plan(behave), timeLimitMs: limitMs };
  const end = await runPlan(catalog, { ...one, rounds: [{ kind: "time", order: [0] }] }, folder.at("run"), {
    // On a busy machine the other tests may need longer than this to end.
    ...(behave === "lingers" ? { graceMs: 100 } : {}),
  });
  expect(end.ended).toBe("complete");
  return (await readRun(folder.at("run"))).forks[0] as ForkRecord;
}

/** Settles when the process is gone; the test's own limit is the bound. */
async function gone(pid: number): Promise<void> {
  while (lives(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("runPlan()", () => {
  it.each<[Behavior, Record<string, unknown>]>([
    ["answers rightly", { _tag: "done" }],
    ["answers wrongly", { _tag: "wrong", wrong: ["echoed something else, not answers wrongly"] }],
    ["answers in no form", { _tag: "wrong", wrong: [expect.stringMatching(/schema: .*echo/)] }],
    ["fails", { _tag: "failed", failure: { name: "Broken", message: "It broke" } }],
    ["crashes", { _tag: "crashed" }],
    ["crashes after its result", { _tag: "crashed" }],
    ["is killed", { _tag: "crashed" }],
    ["lingers", { _tag: "failed", failure: { name: "ProcessLingers" } }],
    ["runs out of memory", { _tag: "outOfMemory" }],
    ["prints an invalid message", { _tag: "done" }],
    [
      "answers for its host",
      { _tag: "invalidMessage", what: expect.stringContaining("without the job's token") },
    ],
    ["answers with what stands in its environment", { _tag: "invalidMessage" }],
    ["asks for its job again", { _tag: "invalidMessage", what: 'a second message "ready"' }],
    ["sends what nobody sends", { _tag: "invalidMessage", what: expect.stringContaining("result") }],
    ["answers twice", { _tag: "invalidMessage", what: expect.stringContaining("after the last one") }],
  ])("records a fork that %s, and goes on", async (behave, outcome) => {
    expect((await outcomeOf(behave)).outcome).toMatchObject(outcome);
  });

  it("ends and records a fork that computes forever", async () => {
    const { outcome, exitSignal } = await outcomeOf("computes for ever", 400);
    expect(outcome).toEqual({ _tag: "timedOut", limitMs: 400 });
    expect(exitSignal).toBe("SIGKILL");
  });

  it("stops when a fork cannot be started, and keeps what is recorded", async () => {
    await using folder = await scratch();
    const nowhere = { ...kind, flags: () => ["\0"] };
    const end = await runPlan({ ...catalog, runtimes: [nowhere] }, plan("fails"), folder.at("run"));
    expect(end).toMatchObject({ ended: "stopped", done: 0, why: expect.stringContaining("null bytes") });
    expect((await readRun(folder.at("run"))).missing).toBe(2);
  });

  it("keeps the exit code and the last output of a fork that crashes", async () => {
    expect(await outcomeOf("crashes")).toMatchObject({ exitCode: 3, stderr: "last words\n" });
    expect(await outcomeOf("is killed")).toMatchObject({ exitCode: null, exitSignal: "SIGSEGV" });
  });

  it("keeps a bounded head and tail of a failure and of the mistakes in an output", async () => {
    for (const behave of ["fails at length", "answers wrongly at length"] as const) {
      const record = await outcomeOf(behave);
      const text = JSON.stringify(record);
      expect(text.length).toBeLessThan(100_000);
      expect(text).toMatch(/xxx … \[1,9\d\d,\d\d\d characters cut\] … xxx/);
    }
  });

  it("starts a fork with a minimal environment: none of the lab's variables, and not the job's token", async () => {
    process.env.BYTURNS_TEST_SECRET = "secret";
    try {
      expect((await outcomeOf("has only its own environment")).outcome).toMatchObject({ _tag: "done" });
    } finally {
      delete process.env.BYTURNS_TEST_SECRET;
    }
  });

  it("keeps a bounded end of what a fork prints", async () => {
    const { stdout, stderr } = await outcomeOf("prints an invalid message");
    expect(stdout.length).toBeLessThan(10_000);
    expect(stdout).toMatch(/^\[\d+ characters before this\]\n/);
    expect(stderr).toBe("\u001b[31m</script>\n");
  });

  it("visits every cell once a round, and emits events between forks", async () => {
    await using folder = await scratch();
    const events: RunEvent[] = [];
    const both = makePlan(catalog, {
      suite: suiteOf("answers rightly", "fails"),
      runtimes: [runtime],
      profile: "smoke",
      forks: 2,
    });
    const end = await runPlan(catalog, both, folder.at("run"), { onEvent: (event) => events.push(event) });
    expect(end).toMatchObject({ ended: "complete", done: 6, forks: 6 });
    const run = await readRun(folder.at("run"));
    expect(run.forks.map(({ round, position }) => [round, position])).toEqual(
      [0, 1].flatMap((round) => [0, 1, 2].map((position) => [round, position])),
    );
    expect(run.forks.map(({ cell }) => cell)).toEqual(
      both.rounds.flatMap(({ order }) => order.map((i) => both.cells[i]?.id)),
    );
    expect(run.traces.size).toBe(
      new Set(run.forks.filter(({ outcome }) => outcome._tag === "done").map(({ cell }) => cell)).size,
    );
    expect(events.map(({ _tag }) => _tag)).toEqual([
      "started",
      ...run.forks.map(() => "forkEnded"),
      "looked",
    ]);
    expect(run.plan.sequence).toMatchObject({ looks: [2], ended: "decided", decisions: [] });
    expect(events.at(-2)).toMatchObject({ done: 6, next: undefined, leftMs: 0 });
  });

  it.skipIf(process.platform !== "linux")("reports what disturbed the machine during the run", async () => {
    await using folder = await scratch();
    await runPlan(catalog, plan("answers rightly"), folder.at("run"));
    const { environment } = await readRun(folder.at("run"));
    expect(environment.machines[0]?.conditions.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["load", "steal-during"]),
    );
    expect(environment.machines[0]?.conditions).toContainEqual({
      id: expect.stringMatching(/^clock Node \d/),
      weight: "note",
      what: expect.stringMatching(/^the clock of Node [\d.]+ makes steps of 2,000 ns$/),
      advice: expect.any(String),
    });
  });

  it("traces the first round, including calls that are made once", async () => {
    await using folder = await scratch();
    const suite = { ...suiteOf("answers rightly"), once: true };
    const once = makePlan(catalog, { suite, runtimes: [runtime], profile: "smoke", seed: 7 });
    await runPlan(catalog, once, folder.at("run"));
    const { forks, traces } = await readRun(folder.at("run"));
    expect([...traces.keys()].toSorted()).toEqual(forks.map(({ cell }) => cell).toSorted());
  });

  it
    .skipIf(process.platform !== "linux")
    .each<Behavior>(["hangs with a child", "hangs with a child that left"])(
    "ends a fork that %s when it is interrupted",
    async (behave) => {
      await using folder = await scratch();
      const controller = new AbortController();
      const one = plan(behave);
      const before = await sleepers();
      const running = runPlan(catalog, one, folder.at("run"), { signal: controller.signal, graceMs: 200 });
      const pid = await newSleeper(before);
      controller.abort(new DOMException("Interrupted", "AbortError"));
      expect(await running).toMatchObject({ ended: "interrupted", done: 0 });
      await gone(pid);
      expect((await readRun(folder.at("run"))).forks).toEqual([]);
    },
  );

  it
    .skipIf(process.platform !== "linux")
    .each<Behavior>([
      "leaves a child",
      "leaves a child that left",
      "leaves a child that left without its environment",
    ])("leaves no process behind a fork that %s and ends well", async (behave) => {
    const { outcome } = await outcomeOf(behave);
    const pid = outcome._tag === "done" ? Number(outcome.measurement.versions.child) : Number.NaN;
    expect(pid).toBeGreaterThan(1);
    expect(lives(pid)).toBe(false);
  });
});

describe("resumeRun()", () => {
  it("runs exactly the forks that an interruption left", async () => {
    await using folder = await scratch();
    const controller = new AbortController();
    const all = makePlan(catalog, {
      suite: suiteOf("answers rightly", "fails"),
      runtimes: [runtime],
      forks: 3,
      resourceForks: 0,
    });
    const end = await runPlan(catalog, all, folder.at("run"), {
      signal: controller.signal,
      onEvent: (event) => {
        if (event._tag === "forkEnded" && event.done === 4) controller.abort(new Error("enough"));
      },
    });
    expect(end).toMatchObject({ ended: "interrupted", done: 4, forks: 9 });
    const before = await readFile(files(folder.at("run")).forks, "utf8");
    expect(await resumeRun(catalog, folder.at("run"))).toMatchObject({ ended: "complete", done: 9 });
    const after = await readFile(files(folder.at("run")).forks, "utf8");
    expect(after.startsWith(before)).toBe(true);
    const run = await readRun(folder.at("run"));
    expect(run).toMatchObject({ missing: 0, skipped: [] });
    expect(new Set(run.forks.map(forkKey)).size).toBe(9);
    const bad = run.forks.filter(({ outcome }) => outcome._tag !== "done").length;
    expect(bad).toBeGreaterThan(0);
    expect(await resumeRun(catalog, folder.at("run"))).toMatchObject({ ended: "complete", done: 9, bad });
  });

  it("lets only one lab at a time work in a folder", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    let second: Promise<unknown> | undefined;
    const end = await runPlan(catalog, plan("answers rightly"), at, {
      onEvent: ({ _tag }) => {
        if (_tag === "started") second = resumeRun(catalog, at).catch((error: unknown) => error);
      },
    });
    expect(await second).toMatchObject({ name: "RunBusy", message: expect.stringContaining(at) });
    expect(end).toMatchObject({ ended: "complete", done: 2 });
    expect(await resumeRun(catalog, at)).toMatchObject({ ended: "complete", done: 2 });
    expect(await readdir(at)).not.toContain("lab.lock");
  });

  it("reports what the plan needs and is missing, before it starts anything", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await runPlan(catalog, plan("answers rightly"), at);
    const of = (changes: Partial<Catalog>) => resumeRun({ ...catalog, ...changes }, at);
    await expect(of({ specs: {} })).rejects.toThrow(PlanOutdated);
    await expect(of({ specs: {} })).rejects.toThrow(/needs the example "rogue", which this version does not/);
    await expect(of({ models: ["threads"] })).rejects.toThrow(/needs the model "promises"/);
    const { cases: _, ...rest } = await readPlan(at);
    await writePlan(at, { ...rest, cases: [] });
    await expect(of({})).rejects.toThrow(/needs a case for rogue/);
  });

  it("refuses sources other than those measured before, and names what differs", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    await runPlan(catalog, plan("answers rightly"), at, { signal: AbortSignal.abort() });
    const before = await readEnvironment(at);
    expect(before.fingerprint).toMatch(/^[0-9a-f]{12}$/);
    expect(Object.keys(before.sources ?? {})).toContain("packages/lab/test/rogue.ts");
    await resumeRun(catalog, at, { signal: AbortSignal.abort() });
    expect((await readEnvironment(at)).fingerprint).toBe(before.fingerprint);
    const changed = { ...catalog, runtimes: [{ ...kind, flags: () => [] }, ...catalog.runtimes.slice(1)] };
    const resumed = resumeRun(changed, at);
    await expect(resumed).rejects.toThrow(PlanOutdated);
    await expect(resumed).rejects.toThrow(
      /other sources would be measured than before: runtime node differs/,
    );
    expect((await readRun(at)).forks).toEqual([]);
  });

  it("finds a runtime at the path of a plan made in another checkout", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    const one = plan("answers rightly");
    await runPlan(catalog, one, at, { signal: AbortSignal.abort() });
    const elsewhere = one.runtimes.map((runtime) => ({ ...runtime, path: "/gone/bin/node" }));
    await writePlan(at, { ...one, runtimes: elsewhere });
    expect((await resumeRun(catalog, at)).ended).toBe("complete");
  });

  it("fixes the rounds of a budget when an interruption came before that was done", async () => {
    await using folder = await scratch();
    const controller = new AbortController();
    const budgeted = makePlan(catalog, {
      suite: suiteOf("answers rightly"),
      runtimes: [runtime],
      budgetMs: 1,
    });
    await runPlan(catalog, budgeted, folder.at("run"), {
      signal: controller.signal,
      onEvent: (event) => {
        if (event._tag === "forkEnded") controller.abort(new Error("enough"));
      },
    });
    const events: RunEvent[] = [];
    const end = await resumeRun(catalog, folder.at("run"), { onEvent: (event) => events.push(event) });
    // A millisecond allows nothing beyond the first round: the cell and its duplicate.
    expect(end).toMatchObject({ ended: "complete", done: 2, forks: 2 });
    expect(events.map(({ _tag }) => _tag)).toEqual(["started", "planFixed", "forkEnded", "looked"]);
    expect((await readRun(folder.at("run"))).plan).toMatchObject({
      budget: { fixed: true },
      profile: { forks: 1 },
    });
  });

  it("resumes after the lab itself was killed", async () => {
    await using folder = await scratch();
    const at = folder.at("run");
    for (let i = 0; i < 20; i++) {
      if (await killedAfter(i % 3, at)) break;
    }
    const run = await readRun(at);
    expect(run.missing).toBe(0);
    expect(run.skipped.every(({ why }) => why.startsWith("no JSON"))).toBe(true);
    expect(new Set(run.forks.map(forkKey)).size).toBe(run.forks.length);
  });

  it.skipIf(process.platform === "win32")(
    "stops when the disk is full, and resumes when it no longer is",
    async () => {
      await using folder = await scratch();
      const at = folder.at("run");
      const words = ["-c", 'trap "" XFSZ; ulimit -f 8; exec "$@"', "sh", process.execPath, killable, at, "4"];
      const child = spawn("sh", words, { stdio: ["ignore", "pipe", "inherit"] });
      const lines = createInterface(child.stdout);
      let last = "";
      lines.on("line", (line) => {
        last = line;
      });
      await once(child, "close");
      const end = JSON.parse(last);
      expect(end).toMatchObject({ ended: "stopped", why: expect.stringContaining("may not grow further") });
      expect(await readRun(at)).toMatchObject({ skipped: [] });
      expect((await readRun(at)).forks).toHaveLength(end.done);
      expect((await resumeRun(catalog, at)).ended).toBe("complete");
      expect((await readRun(at)).missing).toBe(0);
    },
  );
});

const killable = fileURLToPath(new URL("./killable.ts", import.meta.url));

/**
 * Starts or resumes the run in a separate process and kills it after the given number of forks; true if it was done
 * before.
 */
async function killedAfter(forks: number, folder: string): Promise<boolean> {
  const child = spawn(process.execPath, [killable, folder], { stdio: ["ignore", "pipe", "inherit"] });
  let seen = 0;
  let ended = false;
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('"ended"')) ended = true;
    else if (seen++ === forks) child.kill("SIGKILL");
  }
  return ended;
}

/** The sleeper process that a fork has started. */
async function newSleeper(before: readonly number[]): Promise<number> {
  for (;;) {
    const found = (await sleepers()).find((pid) => !before.includes(pid));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Every sleeper process that bears a fork's mark. */
async function sleepers(): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => {
    try {
      const sleeps = readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("/bin/sleep\x00600");
      return sleeps && readFileSync(`/proc/${pid}/environ`, "utf8").includes("BYTURNS_FORK=") && lives(pid);
    } catch {
      return false;
    }
  });
}
