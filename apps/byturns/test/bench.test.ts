import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suites } from "@byturns/suites";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MeasureOptions, measure } from "../src/bench/bench.ts";
import { Usage } from "../src/text/errors.ts";
import { run, start } from "./command.ts";

// The smallest possible run: one example, one model, one runtime, and the duplicate.
const small = ["say-after", "--profile", "smoke", "--model", "promises", "--runtime", "node", "--seed", "7"];

const nothing: MeasureOptions = {
  examples: [],
  profile: undefined,
  suite: undefined,
  models: [],
  runtimes: [],
  seed: undefined,
  forks: undefined,
  budget: undefined,
  shard: undefined,
  threads: undefined,
  out: undefined,
  resume: undefined,
  dryRun: false,
  json: false,
};

let place = "";
const folder = (name: string) => join(place, name);
const forksIn = async (name: string) =>
  (await readFile(join(folder(name), "forks.ndjson"), "utf8"))
    .trimEnd()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { cell: string; round: number; outcome: { _tag: string } });

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "byturns bench "));
});
afterAll(() => rm(place, { recursive: true, force: true }));

describe("byturns bench", () => {
  it("shows its plan, runs it, and ends with a table and the report's path", async () => {
    const { code, stdout, stderr } = await run("bench", ...small, "--out", folder("whole"));
    expect(code).toBe(0);
    expect(stdout).toContain("seed 7");
    expect(stdout).toContain("May claim: correctness only: nothing about speed\n");
    expect(stdout).toMatch(/promises +[\d.]+ ms/);
    expect(stdout).toContain(join(folder("whole"), "report.md"));
    expect(stdout + stderr).not.toContain("\u001B");
    expect(await forksIn("whole")).toHaveLength(2);
  });

  it("shows only the plan with --dry-run, the same for the same seed", async () => {
    const [one, two] = await Promise.all([
      run("bench", ...small, "--dry-run", "--json"),
      run("bench", ...small, "--dry-run", "--json"),
    ]);
    const orders = [one, two].map(({ stdout }) => JSON.parse(stdout).plan.rounds);
    expect(one).toMatchObject({ code: 0, stderr: "" });
    expect(orders[0]).toEqual(orders[1]);
  });

  it("keeps what is recorded on Ctrl-C, prints how to resume, and ends with 130; resuming runs exactly the rest", async () => {
    const args = [...small, "--forks", "6", "--out", folder("interrupted"), "--json"];
    const running = start(["bench", ...args, "--threads", "2"]);
    await running.seen(/forks, about/);
    running.child.kill("SIGINT");
    const ended = await running.ended;
    expect(ended).toMatchObject({ code: 130, stdout: "" });
    expect(ended.stderr).toContain(`Continue with: byturns bench --resume '${folder("interrupted")}'`);

    const resumed = await run("bench", "--resume", folder("interrupted"), "--json");
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ missing: 0, skipped: [] });
    const forks = await forksIn("interrupted");
    expect(new Set(forks.map(({ cell, round }) => `${round} ${cell}`)).size).toBe(12);
    expect(forks).toHaveLength(12);
  });

  it("ends with 1 when a fork is not correct, and prints which one and why", async () => {
    const broken = folder("broken");
    await cp(folder("whole"), broken, { recursive: true });
    // The same run, with a plan that requests an input its example cannot accept, and without forks yet.
    const path = join(broken, "plan.json");
    const plan = JSON.parse(await readFile(path, "utf8"));
    const cases = plan.cases.map((one: object) => ({ ...one, value: { lines: 5, order: "concurrent" } }));
    await writeFile(path, JSON.stringify({ ...plan, cases }));
    await writeFile(join(broken, "forks.ndjson"), "");
    const { code: again, stderr } = await run("bench", "--resume", broken);
    expect(again).toBe(1);
    expect(stderr).toMatch(/say-after\/bench\/promises\/node@[\d.]+, round 1: (failed|wrong): /);
  });

  it("names the invalid argument before anything is run or written", async () => {
    const cases: [Partial<MeasureOptions>, RegExp][] = [
      [{ profile: "quik" }, /no profile "quik"\. Did you mean quick\?/],
      [{ suite: "mian" }, /no suite "mian"\. Did you mean main\?/],
      [{ examples: ["say-aftr"] }, /no example "say-aftr"\. Did you mean say-after\?/],
      [{ models: ["fiber"] }, /no model "fiber"\. Did you mean fibers\?/],
      [{ runtimes: ["node@1.2.3"] }, /byturns runtimes --fetch node@1\.2\.3/],
      [{ forks: 0 }, /forks of 0: it must be from 1/],
      [{ threads: 0 }, /threads of 0: it must be from 1/],
      [{ seed: -1 }, /seed of -1: it must be from 0/],
      [{ shard: "6/5", seed: 1 }, /shard 6\/5: it must be between 1\/5 and 5\/5/],
      [{ shard: "half", seed: 1 }, /--shard half: write which of how many, such as 2\/5/],
      [{ shard: "1/2" }, /give every shard the same seed/],
      [{ budget: "soon" }, /--budget soon: write a duration such as 90s, 10m/],
      [{ resume: folder("whole"), seed: 7 }, /--seed beside --resume/],
      [{ out: folder("whole") }, /There is a run in .*whole already/],
    ];
    for (const [wrong, message] of cases) {
      const ended = measure({ ...nothing, ...wrong }, AbortSignal.abort());
      await expect(ended, JSON.stringify(wrong)).rejects.toThrow(message);
      await expect(ended).rejects.toBeInstanceOf(Usage);
    }
  });

  it("ends with 2 for an invalid argument, and prints no answer", async () => {
    const outdated = folder("outdated");
    await cp(folder("whole"), outdated, { recursive: true });
    const plan = await readFile(join(outdated, "plan.json"), "utf8");
    await writeFile(join(outdated, "plan.json"), plan.replaceAll("say-after", "say-before"));
    const cases: [string[], RegExp][] = [
      [
        ["--resume", outdated],
        /needs the example "say-before", which this version does not have.*commit [0-9a-f]{40}/,
      ],
      [["--seed", "1.5"], /--seed: "1\.5"/],
      [["--resume", folder("nowhere")], /nowhere is not a run: it has no plan\.json/],
      [["--out", folder("whole")], /There is a run in .*whole already/],
    ];
    const ends = await Promise.all(cases.map(([args]) => run("bench", ...args)));
    ends.forEach(({ code, stdout, stderr }, i) => {
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(cases[i]?.[1] as RegExp);
    });
  });
});

describe("byturns report", () => {
  it("writes the reports of a run again, and prints nothing but JSON with --json", async () => {
    const before = await readFile(join(folder("whole"), "report.md"), "utf8");
    await rm(join(folder("whole"), "report.md"));
    const { code, stdout, stderr } = await run("report", folder("whole"), "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ summary: { profile: "smoke" }, missing: 0 });
    expect(await readFile(join(folder("whole"), "report.md"), "utf8")).toBe(before);
  });

  it("names a bad line by file and number, skips it, and reports the rest", async () => {
    const path = join(folder("whole"), "forks.ndjson");
    const text = await readFile(path, "utf8");
    await writeFile(path, `${text}{"half":\n`);
    const { code, stderr } = await run("report", folder("whole"));
    await writeFile(path, text);
    expect(code).toBe(0);
    expect(stderr).toMatch(/forks\.ndjson, line 3: no JSON/);
  });

  it("ends with 2 for a folder that is not a run", async () => {
    const { code, stdout, stderr } = await run("report", place);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("is not a run: it has no plan.json");
  });
});

describe("byturns merge", () => {
  it("merges shards into one run with one report", async () => {
    const shard = (index: number) => [
      ...["bench", "say-after", "fib", "--profile", "smoke", "--model", "promises", "--runtime", "node"],
      ...["--seed", "7", "--shard", `${index}/2`, "--out", folder(`shard-${index}`)],
    ];
    for (const index of [1, 2]) expect(await run(...shard(index))).toMatchObject({ code: 0 });
    const { code, stdout } = await run(
      "merge",
      folder("shard-1"),
      folder("shard-2"),
      "--into",
      folder("merged"),
      "--json",
    );
    expect(code).toBe(0);
    type Cells = { cells: { id: string }[] };
    const plans = await Promise.all(
      [1, 2].map(
        async (i) => JSON.parse(await readFile(join(folder(`shard-${i}`), "plan.json"), "utf8")) as Cells,
      ),
    );
    const { summary, missing } = JSON.parse(stdout) as {
      summary: { cells: { cell: { id: string } }[] };
      missing: number;
    };
    const parts = plans.flatMap(({ cells }) => cells.map(({ id }) => id));
    expect(summary.cells.map(({ cell }) => cell.id).toSorted()).toEqual(parts.toSorted());
    expect(missing).toBe(0);
  });

  it("ends with 2 for a folder that holds a run already, and for runs that cannot stand in one table", async () => {
    const taken = await run("merge", folder("shard-1"), "--into", folder("merged"));
    expect(taken).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("there is a run already"),
    });
    const path = join(folder("shard-2"), "plan.json");
    await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), threads: 64 }));
    const differing = await run("merge", folder("shard-1"), folder("shard-2"), "--into", folder("other"));
    expect(differing).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("the number of threads"),
    });
  });
});

describe("an example outside the suite", () => {
  it("is measured with its bench inputs and sweeps when named", async () => {
    for (const example of ["cleanup", "payload"]) {
      expect(suites.main?.cases.map((one) => one.example)).not.toContain(example);
      const { code, stdout, stderr } = await run("bench", example, "--dry-run", "--json");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const { plan } = JSON.parse(stdout);
      expect(new Set(plan.cases.map((one: { example: string }) => one.example))).toEqual(new Set([example]));
      expect(plan.cells.length).toBeGreaterThan(2);
    }
  });
});

describe("byturns compare", () => {
  it("ends with 3 if one fork cannot decide, with 2 for an invalid percentage, and prints Markdown on request", async () => {
    const [thin, wrong, markdown] = await Promise.all([
      run("compare", folder("whole"), folder("interrupted"), "--fail-over", "5%", "--json"),
      run("compare", folder("whole"), folder("interrupted"), "--fail-over", "5"),
      run("compare", folder("whole"), folder("interrupted"), "--markdown"),
    ]);
    expect(thin.code).toBe(3);
    expect(JSON.parse(thin.stdout)).toMatchObject({ exitCode: 3, changes: [{ kind: "unclear" }] });
    expect(wrong).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("such as 5%") });
    expect(markdown).toMatchObject({ code: 0, stdout: expect.stringContaining("| ? unclear |") });
  });
});
