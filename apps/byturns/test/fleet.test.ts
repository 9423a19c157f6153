import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hello, Member } from "@byturns/fleet";
import { checkOrder } from "@byturns/fleet/check";
import { findPostgres, installPostgres, startPostgres } from "@byturns/fleet/drill/postgres";
import { Order, orderOf } from "@byturns/fleet/order";
import { makePlan } from "@byturns/lab/plan/plan";
import { decoder, readRun } from "@byturns/record";
import { suites } from "@byturns/suites";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeCatalog, runtimes } from "../src/catalog.ts";
import { greetingOf } from "../src/fleet/runner.ts";
import { drawMembers } from "../src/fleet/show.ts";
import { fleetUrl } from "../src/fleet/url.ts";
import { run, start } from "./command.ts";

const hello: Hello = {
  protocol: 1,
  machine: {
    id: "x",
    name: "m1",
    platform: "linux",
    arch: "x64",
    kernel: "6",
    cpu: "A chip",
    cores: 8,
    usableCores: 8,
    memoryBytes: 1,
    load: 5,
    conditions: [{ id: "load", weight: "bad", what: "load is 5 on 8 cores", advice: "Wait." }],
    seenAt: "2026-01-01T00:00:00.000Z",
  },
  sources: "a".repeat(40),
  runtimes: ["node@26", "deno@2", "bun@1", "bun@0"],
  host: "h",
  pid: 1,
};
const member: Member = {
  name: "m1",
  hello,
  why: undefined,
  session: "s",
  doing: "fib/bench/promises/node@26",
  silentMs: 2_000,
  waiting: 7,
};

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("fleetUrl()", () => {
  it("takes the password from the environment if the URL has a user and no password", () => {
    vi.stubEnv("PGPASSWORD", "se:cret@");
    expect(fleetUrl("postgres://me@db/x")).toBe("postgres://me:se%3Acret%40@db/x");
    expect(fleetUrl("postgres://me:mine@db/x")).toBe("postgres://me:mine@db/x");
    expect(fleetUrl("postgres://db/x")).toBe("postgres://db/x");
  });
});

describe("drawMembers()", () => {
  it("has one line for each machine: last heartbeat, activity, queue, and description", () => {
    const lines = drawMembers([
      member,
      { ...member, name: "m2", silentMs: 90_000, doing: undefined },
      { ...member, name: "m3", silentMs: 1e14, hello: undefined, why: "protocol 2" },
    ]);
    expect(lines[1]).toMatch(
      /^m1 +now +fib\/bench\/promises\/node@26 +7 +A chip, 8 cores, linux x64 +a{12} +node@26 deno@2 bun@1 and 1 more$/,
    );
    expect(lines[2]).toMatch(/^m2 +1:30 ago +– /);
    expect(lines[3]).toMatch(/^m3 +left .*speaks another protocol: protocol 2/);
  });
});

describe("greetingOf()", () => {
  it("shows what disturbs the machine, and how it differs from the others", () => {
    const other = { ...hello, sources: "b".repeat(40), runtimes: ["node@27"] };
    expect(greetingOf(hello, [{ ...member, name: "m2", hello: other }])).toEqual([
      expect.stringMatching(/^Joined: A chip, 8 cores/),
      "load is 5 on 8 cores. Wait.",
      expect.stringMatching(/^m2 has its sources at b+: one plan cannot run on both$/),
      "m2 has node@27, and this machine has not",
    ]);
  });
});

describe("orders", () => {
  it.each(Object.keys(suites))(
    "of the suite %s are all accepted by a machine with the same sources",
    async (id) => {
      const catalog = await makeCatalog();
      const found = runtimes.map((kind) => {
        const its = { id: kind.id, version: "1.0.0", title: kind.title, path: "/nowhere" };
        return { ...its, key: kind.id, kind, source: "installed" as const };
      });
      const suite = suites[id] as (typeof suites)[string];
      const plan = makePlan(catalog, {
        suite,
        runtimes: found,
        models: catalog.models,
        profile: "full",
        seed: 7,
      });
      const commit = "a".repeat(40);
      const to = { machine: "m1", asked: 1, sources: { id: commit }, runtimes: plan.runtimes };
      const there = new Set(found.map(({ id, version }) => `${id}@${version}`));
      const decode = decoder(Order);
      for (const cell of plan.cells.filter(({ unsupported }) => unsupported === undefined)) {
        const fork = { round: 0, position: 0, kind: "time" as const, cell, trace: false };
        const order = orderOf(plan, fork, to);
        expect(decode(order), cell.id).toEqual({ value: order });
        const one = plan.cases.find(({ example, input }) => example === cell.example && input === cell.input);
        expect(checkOrder(catalog, commit, there, order), cell.id).toMatchObject({
          part: {
            threads: one?.threads ?? plan.threads,
            cases: [{ value: one?.value, batch: one?.batch, ideal: one?.ideal }],
          },
          fork: { cell: { id: cell.id } },
        });
      }
    },
  );
});

describe("byturns bench --fleet", () => {
  it.each<[string, readonly string[], RegExp]>([
    ["--machine without --fleet", ["--machine", "m1"], /give --fleet too/],
    ["what is no URL of a database", ["--fleet", "http://db"], /named by the URL of its database/],
    ["a shard without a seed", ["--fleet", "postgres://db", "--shard", "1/2"], /needs a --seed/],
  ])("refuses %s", async (_, args, why) => {
    const { code, stderr } = await run("bench", ...args);
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
  });

  const isLeftOut = findPostgres() === undefined && process.env.BYTURNS_REQUIRE_POSTGRES !== "1";
  it.skipIf(isLeftOut)(
    `measures on a machine that joined${isLeftOut ? `, skipped, no PostgreSQL here: ${installPostgres}` : ""}`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "byturns fleet "));
      await using postgres = await startPostgres();
      const runner = start([
        "runner",
        "--join",
        postgres.url,
        "--name",
        "m1",
        "--spool",
        join(folder, "spool"),
      ]);
      try {
        await runner.seen(/Joined: /);
        const what = ["fib", "--suite", "main", "--profile", "smoke"];
        const narrow = ["--model", "promises", "--runtime", "node", "--out", join(folder, "run")];
        const { code, stdout, stderr } = await run("bench", "--fleet", postgres.url, ...what, ...narrow);
        expect(stderr).toContain("On m1, with");
        expect(code, stderr).toBe(0);
        expect(stdout).toContain("Report: ");
        expect(await readRun(join(folder, "run"))).toMatchObject({ missing: 0, skipped: [] });
        // The runner reports that it is free only once its last answer is stored, which may be after the run's end.
        await expect
          .poll(async () => (await run("fleet", postgres.url)).stdout, { timeout: 20_000, interval: 500 })
          .toMatch(/^m1 +now +– +0 /m);
      } finally {
        runner.child.kill("SIGINT");
        expect((await runner.ended).code).toBe(130);
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
