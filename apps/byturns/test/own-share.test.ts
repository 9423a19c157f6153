import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOwnShares, readOwnSharesFile } from "@byturns/record";
import { specs } from "@byturns/spec";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawOwnShares, ownSharesOf } from "../src/own-share/shares.ts";
import { run, start } from "./command.ts";
import { around, runOf } from "./runs.ts";

const node = "node@26.0.0";

describe("ownSharesOf()", () => {
  it("compares each cell with its bare work on the same runtime, and with nothing else", () => {
    const { run } = runOf({
      [`promises/${node}`]: around(10.2),
      [`promises-bare/${node}`]: around(10),
      [`fibers/${node}`]: around(30),
      [`fibers-bare/${node}`]: around(20),
      "promises/bun@1.4.0": around(5),
      [`cluster/${node}`]: around(100),
    });
    const shares = ownSharesOf(run);
    expect(shares.map(({ model, runtime }) => `${model}/${runtime}`)).toEqual([
      `promises/${node}`,
      `fibers/${node}`,
    ]);
    const [promises, fibers] = shares;
    expect(promises?.ratio.estimate).toBeCloseTo(1.02, 2);
    expect(promises).toMatchObject({ isMet: true, verdict: "equivalent" });
    expect(fibers?.ratio.estimate).toBeCloseTo(1.5, 2);
    expect(fibers).toMatchObject({ isMet: false, verdict: "different" });
  });

  it("counts no cell as within its bounds if it has too few forks or a wrong output", () => {
    const few = runOf({ [`promises/${node}`]: [10, 10], [`promises-bare/${node}`]: [10, 10] });
    expect(ownSharesOf(few.run)).toMatchObject([{ isMet: false, verdict: "unclaimed" }]);
    const wrong = runOf({ [`promises/${node}`]: around(10), [`promises-bare/${node}`]: ["an empty list"] });
    expect(ownSharesOf(wrong.run)).toEqual([]);
  });
});

describe("ownSharesOf(), beside shares that were measured earlier", () => {
  it("keeps the reason of a cell while it is over, whatever the runtime's version, and drops it once it is not", () => {
    const over = runOf({ [`fibers/${node}`]: around(30), [`fibers-bare/${node}`]: around(20) });
    const [first] = ownSharesOf(over.run);
    if (first === undefined) throw new Error("no share");
    expect(first.why).toBeUndefined();
    const explained = { ...first, runtime: "node@25.0.0", why: "its events" };
    expect(ownSharesOf(over.run, [explained])).toMatchObject([{ isMet: false, why: "its events" }]);
    expect(ownSharesOf(over.run, [{ ...explained, model: "threads" }])[0]?.why).toBeUndefined();
    const within = runOf({ [`fibers/${node}`]: around(20), [`fibers-bare/${node}`]: around(20) });
    expect(ownSharesOf(within.run, [explained])[0]?.why).toBeUndefined();
  });
});

describe("drawOwnShares()", () => {
  it("counts the cells within their bounds, and names those that are not", () => {
    const { run } = runOf({
      [`promises/${node}`]: around(10),
      [`promises-bare/${node}`]: around(10),
      [`fibers/${node}`]: around(30),
      [`fibers-bare/${node}`]: around(20),
    });
    const text = drawOwnShares(ownSharesOf(run));
    expect(text).toMatch(/fibers +node@26\.0\.0 +1\.500 .* over: not explained$/m);
    expect(text).toContain("1 of 2 cells (50.0 %) take at most 1.05 times their bare work");
  });

  it("prints a note if nothing was measured", () => {
    expect(drawOwnShares([])).toBe("No cell was measured beside its bare work.");
  });
});

describe("byturns own-share", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "own-share-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("plans each model beside its bare one, under every runtime", async () => {
    const { code, stdout } = await run("own-share", "--dry-run", "--json");
    expect(code).toBe(0);
    const { plan } = JSON.parse(stdout);
    expect(plan.models).toEqual([
      ...["promises", "promises-bare", "fibers", "fibers-bare", "threads", "threads-bare"],
    ]);
    expect(new Set(plan.cases.map(({ example }: { example: string }) => example)).size).toBe(
      Object.keys(specs).length,
    );
    expect(plan.cells.filter((cell: { unsupported?: string }) => cell.unsupported !== undefined)).toEqual([]);
  });

  it("takes no longer than its budget", async () => {
    const { stdout } = await run("own-share", "--budget", "10m", "--dry-run", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ summary: { expectedMs: 600_000 }, plan: { budget: {} } });
  });

  it("says before a long run how long it takes, and how to take less", async () => {
    const running = start(["own-share", "--out", join(folder, "long")]);
    await running.seen(/This takes about \d+ minutes\. For less, name examples, .* --budget 10m/);
    running.child.kill("SIGINT");
    expect(await running.ended).toMatchObject({ code: 130 });
  });

  it("measures, writes the shares, and prints them again from the run", async () => {
    const out = join(folder, "run");
    const args = ["bounded-map", "--model", "promises,threads", "--runtime", "node", "--forks", "1"];
    const committed = join(folder, "committed.json");
    const measured = await run("own-share", ...args, "--out", out, "--write", committed);
    expect(measured.stderr).toContain("own-share.json");
    expect(measured.code).toBe(0);
    expect(measured.stdout).toMatch(/0 of 2 cells/);
    const file = await readOwnShares(out);
    expect(file?.shares.map(({ model, verdict }) => [model, verdict])).toEqual([
      ["promises", "unclaimed"],
      ["threads", "unclaimed"],
    ]);
    expect(await readOwnSharesFile(committed)).toEqual(file);
    expect(file).toMatchObject({ forks: 1 });
    expect(file?.command).toMatch(
      /^byturns own-share bounded-map --model promises,threads --runtime node --forks 1 --seed \d+ --threads \d+$/,
    );
    const again = await run("own-share", "--show", out, "--json");
    expect(JSON.parse(again.stdout)).toEqual(
      JSON.parse(await readFile(join(out, "own-share.json"), "utf8")).shares,
    );
  });

  it.each([
    [["no-such-example"], /There is no example "no-such-example"/],
    [["--model", "cluster"], /There is no model "cluster"/],
    [["--forks", "0"], /forks of 0/],
    [["--budget", "soon"], /Cannot read --budget soon/],
    [["--write", "/nowhere/own-share.json"], /there is no folder \/nowhere/],
  ])("refuses %s, and ends with 2", async (args, why) => {
    const { code, stderr } = await run("own-share", ...args);
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
  });
});
