import { specs } from "@byturns/spec";
import { suites } from "@byturns/suites";
import { describe, expect, it } from "vitest";
import { run, start } from "./command.ts";

const first = Object.keys(specs)[0] as string;

describe("byturns", () => {
  it("shows help with examples, and ends with 0, without arguments or with --help", async () => {
    for (const args of [[], ["--help"], ["list", "--help"], ["run", "--help"]]) {
      const { code, stdout, stderr } = await run(...args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("EXAMPLES\n");
    }
  });

  it("names every suite in the help of bench", async () => {
    const { stdout } = await run("bench", "--help");
    const named = /What is measured: (.+?)\. Default: main/.exec(stdout.replace(/\s+/g, " "))?.[1];
    expect(named?.split(/, | or /)).toEqual(Object.keys(suites));
  });

  it("suggests the closest command for an unknown one, on stderr only, and ends with 2", async () => {
    const { code, stdout, stderr } = await run("lst");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/Unknown subcommand "lst"[\s\S]*list[\s\S]*Try: byturns --help/);
  });

  it("suggests the closest flag for an unknown one, and ends with 2", async () => {
    const { code, stdout, stderr } = await run("list", "--jsn");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/--jsn[\s\S]*--json[\s\S]*Try: byturns list --help/);
  });

  it("refuses what names nothing, or no folder, in words of its own", async () => {
    const bench = (...more: string[]) => run("bench", "fib", "--runtime", "node", ...more);
    const file = import.meta.filename;
    expect(await bench("--model", ",", "--dry-run")).toMatchObject({
      code: 2,
      stderr: '"," names nothing: write names, with commas between them\n',
    });
    expect(await bench("--out", file)).toMatchObject({
      code: 2,
      stderr: `Cannot write to ${file}: it is a file, and must be a folder\n`,
    });
    expect((await bench("--out", `${file}/x`)).stderr).toMatch(
      /--out: ".*\/x"\. What it lies in is no folder/,
    );
    expect((await bench("--forks", "many")).stderr).toContain('"many". Expected a number');
    expect((await bench("--runtime", "bun=node@22")).stderr).toBe(
      "Cannot call a runtime bun, which is the name of one: write small=node@22\n",
    );
    expect((await run("bench", "nowhere/")).stderr).toMatch(/^There is no file or folder .*nowhere/);
  });

  it("prints a completion script that completes the examples' names", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const { code, stdout } = await run("--completions", shell);
      expect(code).toBe(0);
      for (const id of Object.keys(specs)) expect(stdout).toContain(id);
    }
  });

  it("ends quietly when its reader leaves early", async () => {
    const { child, ended } = start(["list", "--json"]);
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("byturns list", () => {
  it("shows one line for each example when short", async () => {
    const { code, stdout } = await run("list", "--short");
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n")).toEqual(
      Object.values(specs).map(({ id, question }) =>
        expect.stringMatching(`^${id} +${question.replaceAll("?", "\\?")}`),
      ),
    );
  });

  it("shows inputs, models and Deno's permissions, without colors if there is no terminal", async () => {
    const { stdout } = await run("list", first);
    expect(stdout).toMatch(/inputs +.*test/);
    expect(stdout).toMatch(/models +promises; fibers; threads/);
    expect(stdout).toMatch(/deno +--allow-read=\./);
    expect(stdout).not.toContain("\u001B");
  });

  it("prints nothing but JSON with --json", async () => {
    const { code, stdout, stderr } = await run("list", "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const entries = JSON.parse(stdout) as { id: string; models: object }[];
    expect(entries.map(({ id }) => id)).toEqual(Object.keys(specs));
    expect(Object.keys(entries[0]?.models ?? {})).toEqual([
      "promises",
      "fibers",
      "threads",
      "cluster",
      "processes",
    ]);
  });

  it("suggests the closest example for an unknown one, and ends with 2", async () => {
    const { code, stdout, stderr } = await run("list", "sya-after");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe('There is no example "sya-after". Did you mean say-after?\n');
  });
});

describe("byturns runtimes", () => {
  it("shows what is installed, with versions and paths", async () => {
    const { code, stdout, stderr } = await run("runtimes", "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const found = JSON.parse(stdout) as { id: string; version: string; path: string; source: string }[];
    const installed = found.filter(({ source }) => source === "installed");
    expect(installed.map(({ id }) => id)).toEqual(["node", "deno", "bun"]);
    expect(installed[0]?.version).toBe(process.versions.node);
  });

  it("refuses to fetch an unknown runtime, or one without a version", async () => {
    const [unknown, bare] = await Promise.all([
      run("runtimes", "--fetch", "nod@24"),
      run("runtimes", "--fetch", "node"),
    ]);
    expect(unknown).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("Did you mean node?"),
    });
    expect(bare).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("name a version too"),
    });
  });
});

describe("byturns doctor", () => {
  it("names every runtime's clock, and ends with 1 only when something is bad", async () => {
    const { code, stdout, stderr } = await run("doctor", "--json");
    const { conditions } = JSON.parse(stdout) as { conditions: { id: string; weight: string }[] };
    expect(stderr).toBe("");
    expect(conditions.filter(({ id }) => id.startsWith("clock "))).toHaveLength(3);
    expect(code).toBe(conditions.some(({ weight }) => weight === "bad") ? 1 : 0);
  });
});
