import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePlan } from "@byturns/lab/plan";
import { allRuntimes } from "@byturns/lab/runtimes";
import { type Plan, readRun } from "@byturns/record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { membersOf, waitingRuns, withdrawRun } from "../src/board.ts";
import { connect } from "../src/connect.ts";
import { runDrill } from "../src/drill/drill.ts";
import { drillHouse, drillSources, drillSuite } from "../src/drill/house.ts";
import { type Postgres, startPostgres } from "../src/drill/postgres.ts";
import { openTables } from "../src/engine.ts";
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

/** Lets a machine join in this process; it ends when it is disposed of. */
async function joinAs(name: string, options: { url?: string; sources?: string } = {}) {
  const stop = new AbortController();
  const events: RunnerEvent[] = [];
  const joined = Promise.withResolvers<void>();
  const ended = joinFleet(
    drillHouse,
    {
      url: options.url ?? postgres.url,
      name,
      spool: join(folder, `spool-${name}`),
      sources: async () => ({ id: options.sources ?? drillSources.id }),
      graceMs: 200,
      onEvent: (event) => {
        events.push(event);
        if (event._tag === "joined") joined.resolve();
      },
    },
    stop.signal,
  );
  await Promise.race([joined.promise, ended]);
  return {
    events,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended;
    },
  };
}

async function planner(forks: number): Promise<(share: Share) => Plan> {
  const runtimes = (await allRuntimes(drillHouse)).filter(({ source }) => source === "installed");
  return ({ seed, threads }) =>
    makePlan(drillHouse, { suite: drillSuite, runtimes, forks, watchForks: 0, seed, threads });
}

const optionsFor = (name: string, machines: readonly string[]) => ({
  url: postgres.url,
  folder: join(folder, name),
  machines,
  seed: 7,
  sources: async () => drillSources,
});

describe.skipIf(isLeftOut)(`runOnFleet(), ${where}`, () => {
  it("leaves the record of a local run, with the machine's name in it", async () => {
    await using _m1 = await joinAs("alone");
    const options = optionsFor("alone", ["alone"]);
    const end = await runOnFleet(drillHouse, options, await planner(2));
    expect(end).toMatchObject({ ended: "complete", machines: [{ name: "alone", end: { done: 4, bad: 0 } }] });
    const run = await readRun(options.folder);
    expect(run).toMatchObject({ missing: 0, setAside: [], environment: { commit: drillSources.commit } });
    expect(run.environment.machines.map(({ name }) => name)).toEqual(["alone"]);
    expect(new Set(run.forks.map(({ machine }) => machine))).toEqual(
      new Set(run.environment.machines.map(({ id }) => id)),
    );
    expect(run.forks.map(({ round, place }) => [round, place])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(run.traces.size).toBe(2);
    await using tables = await connect(postgres.url);
    expect(await tables.query("SELECT id FROM byturns_messages")).toEqual([]);
  });

  it("gives each machine the whole plan, in an order of its own, and puts the whole together", async () => {
    await using _m1 = await joinAs("one");
    await using _m2 = await joinAs("two");
    const options = optionsFor("both", ["one", "two"]);
    const events: FleetEvent[] = [];
    const end = await runOnFleet(
      drillHouse,
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
    expect(whole).toMatchObject({ missing: 0, setAside: [] });
    expect(whole.forks).toHaveLength(8);
    expect(events[0]).toMatchObject({
      _tag: "agreed",
      notes: expect.arrayContaining(["one and two stand on one host: they disturb one another's forks"]),
    });
  });

  it("refuses machines of other sources and machines that are not there, and starts nothing", async () => {
    await using _m1 = await joinAs("other", { sources: "e".repeat(40) });
    const options = optionsFor("refused", ["other"]);
    await expect(runOnFleet(drillHouse, options, await planner(1))).rejects.toThrow(
      /^other has its sources at e+, and the plan is of d+$/,
    );
    await expect(runOnFleet(drillHouse, optionsFor("refused", ["nobody"]), await planner(1))).rejects.toThrow(
      /no machine nobody in this fleet; there are .*other/,
    );
    await expect(readFile(join(options.folder, "plan.json"))).rejects.toThrow("ENOENT");
  });

  it("withdraws what has not begun when it is interrupted, and goes on from there", async () => {
    await using m1 = await joinAs("again");
    const options = optionsFor("again", ["again"]);
    const stop = new AbortController();
    const interrupted = await runOnFleet(
      drillHouse,
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
    const end = await resumeOnFleet(drillHouse, options);
    expect(end).toMatchObject({ ended: "complete", machines: [{ end: { done: 8, forks: 8 } }] });
    expect(await readRun(options.folder)).toMatchObject({ missing: 0, setAside: [] });
    const begun = m1.events.flatMap((event) =>
      event._tag === "begins" ? [`${event.order.round} ${event.order.cell.id}`] : [],
    );
    expect(begun).toHaveLength(8);
    expect(new Set(begun).size).toBe(8);
  });

  it.each(["runner killed", "coordinator killed"] as const)(
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
      expect(result).toMatchObject({ ended: "complete", planned: 6, recorded: 6, bad: 0, twice: 0 });
      expect(result.begunAgain).toBeLessThanOrEqual(kind === "runner killed" ? 1 : 0);
    },
    60_000,
  );
});

describe.skipIf(isLeftOut)(`joinFleet(), ${where}`, () => {
  it("refuses a name that a living process on this machine has", async () => {
    await using _m1 = await joinAs("taken");
    await expect(joinAs("taken")).rejects.toThrow(/A runner on this machine is taken already, process \d+/);
  });

  it("refuses what cannot be a name, and what is no URL of a database", async () => {
    await expect(joinAs("../m1")).rejects.toThrow('"../m1" cannot name a machine');
    await expect(joinAs("m1", { url: "http://db" })).rejects.toThrow(/named by the URL of its database/);
  });

  it("says who cannot be reached, without the password", async () => {
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

  it("needs no more rights than those that the document gives", async () => {
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
    expect(await runOnFleet(drillHouse, options, await planner(1))).toMatchObject({ ended: "complete" });
  });
});

describe.skipIf(isLeftOut)(`membersOf(), ${where}`, () => {
  it("shows who is there, and who left", async () => {
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
