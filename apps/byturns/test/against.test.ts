import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Catalog } from "@byturns/lab";
import { makePlan } from "@byturns/lab/plan/plan";
import { variablesHere } from "@byturns/lab/runtime/variables";
import { readRun } from "@byturns/record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBase } from "../src/against/base.ts";
import { makeCatalog, root } from "../src/catalog.ts";
import { revisionChanges } from "../src/compare/revision-changes.ts";
import { chooseVariations } from "../src/inspect/variations.ts";
import { Usage } from "../src/text/errors.ts";
import { run, start } from "./command.ts";
import { around, runOf } from "./runs.ts";

let place = "";
const at = (name: string) => join(place, name);

beforeAll(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), "byturns-against-")));
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** A checkout whose sources are those of this one, behind entries of its own. */
async function checkout(name: string, catalog = ""): Promise<string> {
  const sources = {
    "apps/node/main.ts": `import ${JSON.stringify(`${root}/apps/node/src/main.ts`)};\n`,
    "apps/byturns/src/catalog.ts": `import { makeCatalog as own } from ${JSON.stringify(`${root}/apps/byturns/src/catalog.ts`)};
export const makeCatalog = async () => {
  const catalog = await own();
  const runtimes = catalog.runtimes.map((one) => ({ ...one, entry: new URL("../../node/main.ts", import.meta.url) }));
  return { ...catalog, runtimes, ${catalog} };
};
`,
  };
  for (const [file, text] of Object.entries(sources)) {
    await mkdir(dirname(at(join(name, file))), { recursive: true });
    await writeFile(at(join(name, file)), text);
  }
  return at(name);
}

/** Runs git in a folder, without the machine's settings. */
function git(cwd: string, ...words: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const known = [
    "-c",
    "user.name=Test",
    "-c",
    "user.email=test@example.org",
    "-c",
    "init.defaultBranch=main",
  ];
  return execFileSync("git", [...known, ...words], { cwd, env, encoding: "utf8" }).trim();
}

const load = async (from: string): Promise<Catalog> => ({ ...(await makeCatalog()), root: from });

describe("openBase()", () => {
  it("makes a work tree of a revision once, and anew when its files were changed", async () => {
    const repository = await checkout("repository");
    git(repository, "init", "-q");
    git(repository, "add", ".");
    git(repository, "commit", "-qm", "First");
    await writeFile(join(repository, "later.ts"), "");
    const cache = at("cache");
    const steps: string[] = [];
    const open = () =>
      openBase({ root: repository }, "HEAD", { cache, load, onStep: (what) => steps.push(what) });
    const { commit, catalog } = await open();
    expect(commit).toBe(git(repository, "rev-parse", "HEAD"));
    expect(await readdir(catalog.root)).toEqual([".git", "apps"]);
    expect(steps).toHaveLength(1);
    await open();
    expect(steps).toHaveLength(1);
    await writeFile(join(catalog.root, "apps/node/main.ts"), "changed\n");
    await open();
    expect(steps).toHaveLength(2);
    expect(git(catalog.root, "status", "--porcelain")).toBe("");
    // Of two at once one makes it; a lock that a killed command left is taken over.
    await rm(catalog.root, { recursive: true });
    const gone = { pid: 2 ** 22 + 1, started: "long ago", host: hostname() };
    await writeFile(`${catalog.root}.lock`, JSON.stringify(gone));
    const both = await Promise.allSettled([open(), open()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = both.find((one) => one.status === "rejected") as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({
      _tag: "RunBusy",
      message: expect.stringMatching(/^Another command makes the work tree .*: wait for its end, or end it$/),
    });
    expect(steps).toHaveLength(3);
    expect((await readdir(cache)).some((name) => name.endsWith(".lock"))).toBe(false);
  });

  it("finds the folder in the revision that stands for the one asked about, and refuses what it cannot install", async () => {
    const repository = at("nested");
    await mkdir(join(repository, "team"), { recursive: true });
    await writeFile(join(repository, "team", "x.ts"), "");
    git(repository, "init", "-q");
    git(repository, "add", ".");
    git(repository, "commit", "-qm", "First");
    const open = (folder: string) =>
      openBase({ root: join(repository, folder) }, "main", { cache: at("cache"), load });
    expect((await open("team")).catalog.root).toMatch(/team$/);
    await mkdir(join(repository, "new"));
    await expect(open("new").then(() => "opened")).rejects.toThrow(/does not have new/);
    await writeFile(join(repository, "team", "yarn.lock"), "");
    git(repository, "add", ".");
    git(repository, "commit", "-qm", "Second");
    await expect(open("team").then(() => "opened")).rejects.toThrow(
      /it has yarn\.lock, and only package-lock\.json is installed from/,
    );
  });

  it.each([
    ["no-such-revision", /git knows no such revision here, and it is not a folder/],
    ["./no-such-folder", /it is not a folder/],
    ["--upload-pack=x", /git knows no such revision/],
    [" ", /--against is empty/],
    [root, /it is the folder whose sources are the head/],
    [tmpdir(), /there is no checkout of byturns in it/],
  ])("refuses %j", async (name, message) => {
    const opened = openBase({ root }, name);
    await expect(opened.then(() => "opened")).rejects.toThrow(Usage);
    await expect(opened.then(() => "opened")).rejects.toThrow(message);
  });
});

describe("openBase() in a shallow clone", () => {
  it("says that the revision may be there once it is fetched", async () => {
    const folder = await mkdtemp(join(tmpdir(), "byturns-shallow-"));
    const [from, clone] = [join(folder, "from"), join(folder, "clone")];
    await mkdir(from);
    const git = (cwd: string, ...words: string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...words], { cwd });
    git(from, "init", "-q");
    for (const one of ["one", "two"]) git(from, "commit", "-q", "--allow-empty", "-m", one);
    git(folder, "clone", "-q", "--depth", "1", `file://${from}`, clone);
    await expect(openBase({ root: clone }, "HEAD~1").then(() => "opened")).rejects.toThrow(
      /not a folder: this clone is shallow, so fetch it first, as with fetch-depth: 0/,
    );
    await rm(folder, { recursive: true });
  });
});

describe("makePlan() against another revision", () => {
  it("pairs each cell with its own in the base, and names what only one of them has", async () => {
    const catalog = await makeCatalog();
    const { found } = await import("@byturns/lab/runtime/runtimes").then((lab) =>
      lab.findRuntimes(catalog, ["node"]),
    );
    const { fib: _, ...specs } = catalog.specs;
    const mutex = catalog.specs.mutex as NonNullable<(typeof catalog.specs)[string]>;
    const base: Catalog = {
      ...catalog,
      models: ["promises"],
      specs: { ...specs, mutex: { ...mutex, inputs: { ...mutex.inputs, bench: { other: true } } } },
    };
    const suite = { id: "test", cases: ["retry", "fib", "mutex"].map((example) => ({ example })) };
    const options = { suite, runtimes: found, models: ["promises", "fibers"], seed: 1 };
    const plan = makePlan(catalog, {
      ...options,
      against: { name: "main", commit: "c0ffee", catalog: base },
    });
    const key = found[0]?.key;
    const [head, ofBase] = [`retry/bench/promises/${key}`, `retry/bench/promises/${key}/base`];
    expect(plan.cells.map(({ id, revision }) => [id, revision])).toEqual([
      [head, "head"],
      [ofBase, "base"],
      [`${head}/again`, "head"],
    ]);
    expect(plan.sequence?.asked).toEqual([[0, 1]]);
    const duplicates = Array.from({ length: 20 }, (_, seed) =>
      makePlan(catalog, { ...options, seed, against: { name: "main", catalog: base } }).cells.at(-1),
    );
    // The A/A pairs are among the cells that reports show.
    expect(new Set(duplicates.map((cell) => cell?.duplicateOf))).toEqual(new Set([head]));
    expect(plan.sequence?.stopsAtClose).toBe(false);
    expect(plan.against).toEqual({
      name: "main",
      commit: "c0ffee",
      leftOut: [
        { what: "retry/fibers", why: "main does not have this model" },
        { what: "fib", why: "main does not have this example" },
        { what: "mutex/bench", why: "main has another input by this name" },
        { what: "mutex/fibers", why: "main does not have this model" },
      ],
    });
    expect(() =>
      makePlan(catalog, { ...options, models: ["fibers"], against: { name: "main", catalog: base } }),
    ).toThrow(/no cell can be measured in both\. .*main does not have this model/);
  });

  it("looks at a lower level the more cells there are, so that none stops as changed and is not", async () => {
    const catalog = await makeCatalog();
    const { found } = await import("@byturns/lab/runtime/runtimes").then((lab) =>
      lab.findRuntimes(catalog, ["node"]),
    );
    const levelOf = (...examples: string[]) => {
      const suite = { id: "test", cases: examples.map((example) => ({ example })) };
      const against = { name: "main", catalog, band: 1.05 };
      const { sequence } = makePlan(catalog, {
        suite,
        runtimes: found,
        models: ["promises", "fibers"],
        seed: 1,
        against,
      });
      expect(sequence?.band).toBe(1.05);
      // No comparison of two models, or of two runtimes.
      expect(sequence?.asked).toHaveLength(2 * examples.length);
      return sequence?.level ?? 0;
    };
    const few = levelOf("retry");
    const many = levelOf("retry", "mutex", "deadline", "settle-all", "bounded-map", "cleanup");
    expect(few / many).toBeGreaterThan(2);
  });
});

describe("revisionChanges()", () => {
  const of = (head: readonly (number | string)[], base: readonly (number | string)[]) => {
    const { run } = runOf({ "promises/node@1": head, "promises/node@1/base": base });
    const cells = run.plan.cells.map(({ duplicateOf: _, ...cell }) => ({
      ...cell,
      revision: cell.id.endsWith("/base") ? ("base" as const) : ("head" as const),
    }));
    const against = { name: "main", leftOut: [{ what: "fib", why: "main does not have this example" }] };
    return revisionChanges({ ...run, plan: { ...run.plan, cells, against } }, { limit: 0.05 });
  };

  it.each([
    ["worse", around(11), around(10)],
    ["better", around(9), around(10)],
    ["same", around(10.1), around(10)],
    ["unclear", around(10, 4), around(10, 4)],
    ["broken", ["hello came last", ...around(10, 14)], around(10)],
    ["fixed", around(10), ["hello came last", ...around(10, 14)]],
  ])("finds a cell %s", (kind, head, base) => {
    const { changes, warnings } = of(head, base);
    expect(changes).toMatchObject([{ cell: "say-after/bench/promises/node@1", kind }]);
    expect(warnings).toEqual(["fib is left out: main does not have this example."]);
  });

  it("refuses a run of a single revision", () => {
    expect(() => revisionChanges(runOf({ "promises/node@1": around(10) }).run)).toThrow(
      /has a single revision/,
    );
  });
});

describe("byturns bench --against", () => {
  it("measures both in the same rounds, resumes, and ends with the code of compare", async () => {
    const base = await checkout("base");
    const folder = at("run");
    const words = [
      "bench",
      "settle-all",
      "--suite",
      "main",
      "--model",
      "promises",
      "--runtime",
      "node",
      "--profile",
      "smoke",
    ];
    const measured = await run(
      ...words,
      "--forks",
      "2",
      "--against",
      base,
      "--fail-over",
      "5%",
      "--out",
      folder,
    );
    // Two forks cannot tell.
    expect(measured).toMatchObject({ code: 3, stdout: expect.stringContaining("Undecided: ") });
    const { plan, environment, forks } = await readRun(folder);
    const revisions = Map.groupBy(plan.cells, ({ revision }) => revision);
    expect(revisions.get("base")?.length).toBeGreaterThan(0);
    expect(forks.every(({ outcome }) => outcome._tag === "done")).toBe(true);
    for (const fork of forks) {
      const isBase = plan.cells.find(({ id }) => id === fork.cell)?.revision === "base";
      expect(fork.command.join(" ").includes("apps/node/main.ts")).toBe(isBase);
    }
    expect(Object.keys(environment.base?.sources ?? {})).toContain("apps/node/main.ts");
    expect(environment.sources).not.toEqual(environment.base?.sources);
    expect(environment.variables?.passed).toContain("PATH");
    const again = await run("bench", "--resume", folder, "--json");
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout).changes.changes).toHaveLength(revisions.get("base")?.length ?? 0);
    const reported = await run("report", folder);
    expect(reported).toMatchObject({ code: 0, stdout: expect.stringMatching(/\d cells: \d unclear\./) });
    const compared = await run("compare", folder, "--fail-over", "5%");
    expect(compared.code).toBe(3);
    // Sources that were changed in between are not measured beside those of before.
    await writeFile(
      join(base, "apps/node/main.ts"),
      `import ${JSON.stringify(`${root}/apps/node/src/main.ts`)}; // new\n`,
    );
    const changed = await run("bench", "--resume", folder);
    expect(changed.code).toBe(2);
    expect(changed.stderr).toMatch(
      /other sources would be measured than before in .*: apps\/node\/main\.ts differs/,
    );
  });

  it("refuses a limit without something to compare with, and a run with one revision", async () => {
    expect(await run("bench", "--fail-over", "5%", "--dry-run")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("give --against too"),
    });
  });
});

describe("named runtimes", () => {
  const dry = (...words: string[]) =>
    run("bench", "mutex", "--model", "promises", "--dry-run", "--json", ...words);

  it("are in the plan with what differs", async () => {
    await mkdir(at("own"), { recursive: true });
    await symlink(process.execPath, at("own/patched-node"));
    const { code, stdout } = await dry(
      ...[
        "--runtime",
        `node,small=node,mine=node=${at("own/patched-node")}`,
        "--flags",
        "small=--max-old-space-size=64 --no-opt",
      ],
      ...["--env", "small:UV_THREADPOOL_SIZE=1", "--env", "small:A=b=c"],
    );
    expect(code).toBe(0);
    const { plan } = JSON.parse(stdout);
    expect(plan.runtimes).toMatchObject([
      { id: "node", title: "Node" },
      {
        key: "small",
        id: "node",
        title: "Node small",
        flags: ["--max-old-space-size=64", "--no-opt"],
        environment: { UV_THREADPOOL_SIZE: "1", A: "b=c" },
      },
      { key: "mine", title: "Node mine" },
    ]);
    expect(plan.runtimes[2]).not.toHaveProperty("flags");
    expect(plan.sequence.asked.length).toBeGreaterThan(2);
  });

  it.each([
    [
      { runtimes: [], flags: ["small=--jitless"] },
      /--flags small: name that runtime first, such as --runtime small=node/,
    ],
    [
      { runtimes: [], env: ["node:A=1"] },
      /--env node: name that runtime first, such as --runtime small=node/,
    ],
    [{ runtimes: ["small=node"], flags: ["smal=--jitless"] }, /Did you mean small\?/],
    [{ runtimes: ["small=node"], flags: ["small"] }, /Cannot read --flags small: write/],
    [{ runtimes: ["small=node"], flags: ["small= "] }, /--flags small= is empty/],
    [{ runtimes: ["small=node"], env: ["small:A"] }, /Cannot read --env small:A: write/],
    [{ runtimes: ["small=node"], env: ["small:A="] }, /--env small:A= is empty/],
    [{ runtimes: ["small=node"], env: ["small:A=1", "small:A=2"] }, /sets A of small twice/],
    [{ runtimes: ["small=node,small=node"] }, /Two runtimes are called small/],
    [{ runtimes: ["small="] }, /--runtime small= names no runtime/],
    [{ runtimes: ["9=node"] }, /Cannot call a runtime "9"/],
    [{ runtimes: ["small=nod"] }, /no runtime "nod"/],
    [{ runtimes: ["small=./no/such/node"] }, /small: .*is not there/],
    [
      { runtimes: ["small=node"], flags: ["small=--no-such-flag"] },
      /does not start as small: .*bad option: --no-such-flag/,
    ],
    [{ runtimes: ["d=deno"], flags: ["d=--no-such-flag"] }, /does not start as d: .*--no-such-flag/],
  ])("%j are refused", async (options, message) => {
    const chosen = chooseVariations(options).then(() => "chosen");
    await expect(chosen).rejects.toThrow(Usage);
    await expect(chosen).rejects.toThrow(message);
  });

  it("names variables of its own environment that no measured process gets, and records those that all get", async () => {
    const env = { NODE_OPTIONS: "--no-warnings", UV_THREADPOOL_SIZE: "1", NODE_ENV: "test", LANG: "C" };
    const { passed, ignored } = variablesHere(env);
    expect({ passed, ignored }).toEqual({
      passed: ["LANG"],
      ignored: ["NODE_OPTIONS", "UV_THREADPOOL_SIZE"],
    });
    const said = await start(["bench", "--dry-run", "--json", "--runtime", "node"], {
      UV_THREADPOOL_SIZE: "1",
    }).ended;
    expect(said.stderr).toContain("Not passed on to measured processes: UV_THREADPOOL_SIZE.");
    const fleet = ["bench", "--fleet", "postgres://x@localhost/x", "--against", "main"];
    expect(await run(...fleet)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--against beside --fleet"),
    });
  });

  it("names variables that are accepted and ignored", async () => {
    const { code, stderr } = await run(
      "bench",
      "--dry-run",
      "--json",
      "--runtime",
      "b=bun",
      "--env",
      "b:NODE_OPTIONS=--jitless",
    );
    expect(code).toBe(0);
    expect(stderr).toContain("Bun ignores NODE_OPTIONS (b): it changes nothing");
  });
});
