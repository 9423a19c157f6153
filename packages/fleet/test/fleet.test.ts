import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fingerprintOf } from "@byturns/lab/fingerprint";
import { examineMachine } from "@byturns/lab/machine/machine";
import { makePlan } from "@byturns/lab/plan/plan";
import { allRuntimes } from "@byturns/lab/runtime/runtimes";
import { type Plan, readRun } from "@byturns/record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { membersOf, sayGoodbye, takeName, waitingRuns, withdrawRun } from "../src/board.ts";
import { connect } from "../src/connect.ts";
import { drillCatalog, drillSources, drillSuite } from "../src/drill/catalog.ts";
import { runDrill } from "../src/drill/drill.ts";
import { type Postgres, startPostgres } from "../src/drill/postgres.ts";
import { type Handle, openEngine, openTables } from "../src/engine.ts";
import { type FleetEvent, resumeOnFleet, runOnFleet, type Share } from "../src/fleet-run.ts";
import { joinFleet, type RunnerEvent } from "../src/runner.ts";
import { isLeftOut, where } from "./here.ts";

let postgres: Postgres;
let folder = "";
beforeAll(async () => {
  if (isLeftOut) return;
  postgres = await startPostgres();
  folder = await mkdtemp(join(tmpdir(), "fleet-test-"));
});
afterAll(async () => {
  await postgres?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Lets a machine join in this process; it ends when disposed of. */
async function joinAs(name: string, options: { url?: string; sources?: () => string } = {}) {
  const stop = new AbortController();
  const events: RunnerEvent[] = [];
  const joined = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const ended = joinFleet(
    drillCatalog,
    {
      url: options.url ?? postgres.url,
      name,
      spool: join(folder, `spool-${name}`),
      sources: async () => ({ id: options.sources?.() ?? drillSources.id }),
      sourcesHoldMs: 0,
      graceMs: 200,
      onEvent: (event) => {
        events.push(event);
        if (event._tag === "joined") joined.resolve();
        if (event._tag === "begins") begun.resolve();
      },
    },
    stop.signal,
  );
  await Promise.race([joined.promise, ended]);
  return {
    events,
    /** Settles when its first fork begins. */
    begun: begun.promise,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended;
    },
  };
}

/** Registers a machine with made-up answers, as any writer to the database could. */
async function presentAs(name: string, handle?: Handle) {
  const tables = await connect(postgres.url);
  const runtimes = (await allRuntimes(drillCatalog)).map(({ id, version }) => `${id}@${version}`);
  const machine = { ...(await examineMachine()), name };
  const hello = { protocol: 1, machine, sources: drillSources.id, runtimes, host: name, pid: 1 } as const;
  await takeName(tables, name, name, hello);
  const engine =
    handle === undefined ? undefined : await openEngine(postgres.url, { machine: { name, handle } });
  return {
    async [Symbol.asyncDispose]() {
      await engine?.[Symbol.asyncDispose]();
      await sayGoodbye(tables, name, name);
      await tables[Symbol.asyncDispose]();
    },
  };
}

async function planner(forks: number): Promise<(share: Share) => Plan> {
  const runtimes = (await allRuntimes(drillCatalog)).filter(({ source }) => source === "installed");
  return ({ seed, threads }) =>
    makePlan(drillCatalog, {
      suite: drillSuite,
      runtimes,
      forks,
      fixed: true,
      resourceForks: 0,
      seed,
      threads,
    });
}

const optionsFor = (name: string, machines: readonly string[]) => ({
  url: postgres.url,
  folder: join(folder, name),
  machines,
  seed: 7,
  sources: async () => drillSources,
});

describe.skipIf(isLeftOut)(`runOnFleet(), ${where}`, () => {
  it("leaves the same record as a local run, with the machine's name in it", async () => {
    await using _m1 = await joinAs("alone");
    const options = optionsFor("alone", ["alone"]);
    const end = await runOnFleet(drillCatalog, options, await planner(2));
    expect(end).toMatchObject({ ended: "complete", machines: [{ name: "alone", end: { done: 4, bad: 0 } }] });
    const run = await readRun(options.folder);
    expect(run).toMatchObject({ missing: 0, skipped: [], environment: { commit: drillSources.commit } });
    expect(run.environment.machines.map(({ name }) => name)).toEqual(["alone"]);
    // Two runs of different changed checkouts are told apart by it.
    const { root, runtimes, loads } = drillCatalog;
    expect(run.environment).toMatchObject(await fingerprintOf(root, runtimes, loads));
    expect(new Set(run.forks.map(({ machine }) => machine))).toEqual(
      new Set(run.environment.machines.map(({ id }) => id)),
    );
    expect(run.forks.map(({ round, position }) => [round, position])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(run.traces.size).toBe(2);
    await using tables = await connect(postgres.url);
    expect(await tables.query("SELECT id FROM byturns_messages")).toEqual([]);
  });

  it("gives each machine the whole plan, in its own order, and merges the results", async () => {
    await using _m1 = await joinAs("one");
    await using _m2 = await joinAs("two");
    const options = optionsFor("both", ["one", "two"]);
    const events: FleetEvent[] = [];
    const end = await runOnFleet(
      drillCatalog,
      { ...options, onEvent: (event) => events.push(event) },
      await planner(2),
    );
    expect(end.ended).toBe("complete");
    const parts = await Promise.all(end.machines.map(({ folder }) => readRun(folder)));
    expect(parts.map(({ forks, missing }) => [forks.length, missing])).toEqual([
      [4, 0],
      [4, 0],
    ]);
    expect(new Set(parts.map(({ plan }) => plan.seed)).size).toBe(2);
    for (const { forks } of parts) expect(new Set(forks.map(({ machine }) => machine)).size).toBe(1);
    const whole = await readRun(options.folder);
    expect(whole).toMatchObject({ missing: 0, skipped: [] });
    expect(whole.forks).toHaveLength(8);
    expect(events[0]).toMatchObject({
      _tag: "agreed",
      notes: expect.arrayContaining(["one and two stand on one host: they disturb one another's forks"]),
    });

    // The state left by a kill during the merge: everything but the plan, which is written last.
    await rm(join(options.folder, "plan.json"));
    expect(await resumeOnFleet(drillCatalog, options)).toMatchObject({ ended: "complete" });
    expect(await readRun(options.folder)).toEqual(whole);
  });

  it("records what disturbed a machine during the run", async () => {
    await using _m1 = await joinAs("watched");
    const options = optionsFor("watched", ["watched"]);
    await runOnFleet(drillCatalog, options, await planner(1));
    const [machine] = (await readRun(options.folder)).environment.machines;
    const found = machine?.conditions.map(({ id }) => id) ?? [];
    // What other systems do not report is left out.
    if (process.platform === "linux") expect(found).toContain("steal-during");
    else expect(found).not.toContain("steal-during");
  });

  it("leaves its orders to the next runner of the same name when one is stopped", async () => {
    const options = optionsFor("stopped", ["stopped"]);
    const events: FleetEvent[] = [];
    const first = await joinAs("stopped");
    const running = runOnFleet(
      drillCatalog,
      { ...options, onEvent: (event) => events.push(event) },
      await planner(3),
    );
    await first.begun;
    await first[Symbol.asyncDispose]();
    await using _second = await joinAs("stopped");
    expect(await running).toMatchObject({ ended: "complete", machines: [{ end: { done: 6, bad: 0 } }] });
    expect(await readRun(options.folder)).toMatchObject({ missing: 0, skipped: [] });
    expect(events.filter(({ _tag }) => _tag === "way")).toMatchObject([{ event: { _tag: "enqueued" } }]);
  });

  it("stops if an answer is an error, which waiting would not fix", async () => {
    await using _broken = await presentAs("broken", () => Promise.reject(new Error("no more disk")));
    const end = await runOnFleet(drillCatalog, optionsFor("broken", ["broken"]), await planner(1));
    expect(end).toMatchObject({
      ended: "stopped",
      machines: [{ end: { why: expect.stringMatching(/^broken has no answer for pause.*: no more disk$/) } }],
    });
  });

  it("stops if an answer is the record of another fork", async () => {
    await using _rogue = await presentAs("rogue", async ({ run, round, cell, kind, position }) => ({
      _tag: "recorded",
      record: {
        ...{ plan: run, cell: `${cell.id}x`, kind, round, position, attempt: 1, machine: "rogue", wallMs: 1 },
        ...{ startedAt: "2026-01-01T00:00:00.000Z", command: [], exitCode: 0, exitSignal: null },
        ...{ stdout: "", stderr: "", outcome: { _tag: "crashed" } },
      },
    }));
    const end = await runOnFleet(drillCatalog, optionsFor("rogue", ["rogue"]), await planner(1));
    expect(end).toMatchObject({ ended: "stopped", machines: [{ end: { done: 0 } }] });
    expect(end.machines[0]?.end.why).toMatch(/^rogue was asked for (.*) in round 0 of .*, and answered \1x /);
  });

  it("stops if a runner's sources changed since it joined", async () => {
    let at = drillSources.id;
    await using _pulled = await joinAs("pulled", { sources: () => at });
    at = "f".repeat(40);
    const end = await runOnFleet(drillCatalog, optionsFor("pulled", ["pulled"]), await planner(1));
    expect(end).toMatchObject({ ended: "stopped" });
    expect(end.machines[0]?.end.why).toMatch(
      /sources here are at f+ since this runner joined at d+: start it again$/,
    );
  });

  it("stops the other machines before it rejects because one cannot start", async () => {
    await using _m1 = await joinAs("starts");
    await using _m2 = await joinAs("cannot");
    const options = optionsFor("half", ["starts", "cannot"]);
    await mkdir(join(options.folder, "cannot"), { recursive: true });
    // An empty file would be what a killed lab left, and would be removed.
    await writeFile(join(options.folder, "cannot", "forks.ndjson"), "{}\n");
    const running = runOnFleet(drillCatalog, options, await planner(9));
    await expect(running).rejects.toThrow("there is a run already");
    await using tables = await connect(postgres.url);
    expect(await waitingRuns(tables)).toEqual([]);
  });

  it("rejects a machine if its name would lead out of the run's folder, or to one of its files", async () => {
    await using _up = await presentAs("../up");
    await using _traces = await presentAs("traces");
    const names = ["../up", "traces"];
    for (const name of names) {
      await expect(runOnFleet(drillCatalog, optionsFor("up", [name]), await planner(1))).rejects.toThrow(
        `"${name}" cannot name a machine`,
      );
    }
    const agreed: string[] = [];
    const onEvent = (event: FleetEvent) => {
      if (event._tag === "agreed") agreed.push(...event.machines.map(({ name }) => name));
    };
    const stop = new AbortController();
    stop.abort();
    await using _heard = await joinAs("heard");
    const { machines: _, ...options } = optionsFor("up", []);
    await runOnFleet(drillCatalog, { ...options, onEvent, signal: stop.signal }, await planner(1));
    expect(agreed).toEqual(["heard"]);
  });

  it("reports that it is interrupted and cannot withdraw", async () => {
    await using own = await startPostgres();
    const stop = new AbortController();
    const events: FleetEvent[] = [];
    const away = Promise.withResolvers<void>();
    const onEvent = (event: FleetEvent) => {
      events.push(event);
      if (event._tag === "run" && event.event._tag === "forkEnded") away.resolve();
    };
    await using _m1 = await joinAs("gone", { url: own.url });
    const options = { ...optionsFor("gone", ["gone"]), url: own.url, onEvent, signal: stop.signal };
    const running = runOnFleet(drillCatalog, options, await planner(9));
    await away.promise;
    await own.stop();
    stop.abort();
    expect(await running).toMatchObject({ ended: "interrupted" });
    const { id } = (await readRun(options.folder)).plan;
    expect(events).toContainEqual(
      expect.objectContaining({
        machine: "gone",
        event: { _tag: "notWithdrawn", run: id, why: expect.any(String) },
      }),
    );
    await own.start();
  });

  it("rejects machines with other sources and machines that are not connected, and starts nothing", async () => {
    await using _m1 = await joinAs("other", { sources: () => "e".repeat(40) });
    const options = optionsFor("refused", ["other"]);
    await expect(runOnFleet(drillCatalog, options, await planner(1))).rejects.toThrow(
      /^other has its sources at e+, and the plan is of d+$/,
    );
    await expect(
      runOnFleet(drillCatalog, optionsFor("refused", ["nobody"]), await planner(1)),
    ).rejects.toThrow(/no machine nobody in this fleet; there are .*other/);
    await expect(readFile(join(options.folder, "plan.json"))).rejects.toThrow("ENOENT");
  });

  it("withdraws what has not begun when it is interrupted, and resumes from there", async () => {
    await using m1 = await joinAs("again");
    const options = optionsFor("again", ["again"]);
    const stop = new AbortController();
    const interrupted = await runOnFleet(
      drillCatalog,
      {
        ...options,
        signal: stop.signal,
        onEvent: (event) => {
          if (event._tag === "run" && event.event._tag === "forkEnded") stop.abort();
        },
      },
      await planner(4),
    );
    expect(interrupted.ended).toBe("interrupted");
    await using tables = await connect(postgres.url);
    expect(await waitingRuns(tables)).toEqual([]);
    const end = await resumeOnFleet(drillCatalog, options);
    expect(end).toMatchObject({ ended: "complete", machines: [{ end: { done: 8, forks: 8 } }] });
    expect(await readRun(options.folder)).toMatchObject({ missing: 0, skipped: [] });
    const begun = m1.events.flatMap((event) =>
      event._tag === "begins" ? [`${event.order.round} ${event.order.cell.id}`] : [],
    );
    expect(begun).toHaveLength(8);
    expect(new Set(begun).size).toBe(8);
  });

  it.each(["runner killed", "runner stopped", "coordinator killed"] as const)(
    "ends with exactly the planned forks: %s",
    async (kind) => {
      const result = await runDrill({
        kind,
        postgres,
        machines: ["drilled"],
        rounds: 3,
        when: 0.3,
        whom: 0,
        awayMs: 0,
      });
      expect(result).toMatchObject({ ended: "complete", planned: 6, recorded: 6, bad: [], twice: 0 });
      expect(result.begunAgain).toBeLessThanOrEqual(kind === "coordinator killed" ? 0 : 1);
    },
  );
});

describe.skipIf(isLeftOut)(`joinFleet(), ${where}`, () => {
  it("rejects a name that a living process on this machine has", async () => {
    await using _m1 = await joinAs("taken");
    await expect(joinAs("taken")).rejects.toThrow(/A runner on this machine is taken already, process \d+/);
  });

  it("rejects an invalid name and an invalid database URL", async () => {
    await expect(joinAs("../m1")).rejects.toThrow('"../m1" cannot name a machine');
    await expect(joinAs("m1", { url: "http://db" })).rejects.toThrow(/named by the URL of its database/);
  });

  it("reports what cannot be reached, without the password", async () => {
    const url = postgres.url.replace(/:\d+\/postgres$/, ":1/postgres");
    const error: Error = await joinAs("m1", { url }).then(
      () => new Error("joined"),
      (error) => error,
    );
    expect(error.message).toMatch(
      /^Cannot reach postgres:\/\/owner@127\.0\.0\.1:1\/postgres: .*ECONNREFUSED/,
    );
    expect(error.message).not.toContain(new URL(postgres.url).password);
  });

  it("needs no more rights than those in the documentation", async () => {
    const document = await readFile(new URL("../../../docs/fleet.md", import.meta.url), "utf8");
    const [, sql = ""] = /```sql\n(.*?)```/s.exec(document) ?? [];
    await using owner = await connect(postgres.url);
    const statements = sql.replaceAll("'…'", "'secret'").replaceAll("DATABASE byturns", "DATABASE postgres");
    for (const statement of statements.split(";").filter((one) => one.trim() !== ""))
      await owner.query(statement);
    const url = postgres.url.replace(/owner:[^@]+@/, "byturns_runner:secret@");
    await using few = await openTables(url);
    await expect(few.query("CREATE TABLE mine (x int)")).rejects.toThrow();
    await expect(few.query("DROP TABLE byturns_runs")).rejects.toThrow();
    await using _m1 = await joinAs("few", { url });
    const options = { ...optionsFor("few", ["few"]), url };
    expect(await runOnFleet(drillCatalog, options, await planner(1))).toMatchObject({ ended: "complete" });
  });
});

describe.skipIf(isLeftOut)(`membersOf(), ${where}`, () => {
  it("shows which machines are connected, and which have left", async () => {
    await using tables = await connect(postgres.url);
    const find = async () => (await membersOf(tables)).find(({ name }) => name === "seen");
    {
      await using _m1 = await joinAs("seen");
      expect(await find()).toMatchObject({ hello: { pid: process.pid }, waiting: 0, why: undefined });
      expect((await find())?.silentMs).toBeLessThan(15_000);
    }
    expect((await find())?.silentMs).toBeGreaterThan(1e12);
    expect(await withdrawRun(tables, "no such run")).toBe(0);
  });
});
