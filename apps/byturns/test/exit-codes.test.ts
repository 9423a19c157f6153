import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRun, openJournal, type Run } from "@byturns/record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeFor, explain } from "../src/text/errors.ts";
import { exitCodes } from "../src/text/exit-codes.ts";
import { launcher, run } from "./command.ts";
import { runOf } from "./runs.ts";

let place = "";
const at = (name: string) => join(place, name);

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "byturns codes "));
  const around = (ms: number) => Array.from({ length: 12 }, (_, i) => ms * (1 + (i % 5) / 500));
  await write(at("base"), runOf({ "promises/node@1": around(10) }, { steadyMs: 100 }).run);
  await write(at("slower"), runOf({ "promises/node@1": around(12) }, { steadyMs: 100 }).run);
});
afterAll(() => rm(place, { recursive: true, force: true }));

async function write(folder: string, { plan, environment, forks }: Run): Promise<void> {
  await createRun(folder, plan, environment);
  await using journal = await openJournal(folder);
  for (const fork of forks) await journal.append(fork);
}

describe("exitCodes", () => {
  it("are all in docs/exit-codes.md, and no others", async () => {
    const page = await readFile(new URL("../../../docs/exit-codes.md", import.meta.url), "utf8");
    const rows = [...page.matchAll(/^\| (\d+) \| (\w+) \|/gm)].map(([, code, kind]) => [kind, Number(code)]);
    expect(rows).toEqual(Object.entries(exitCodes));
  });

  it("are written by their names: no source ends with a number of its own", async () => {
    const sources = fileURLToPath(new URL("../src", import.meta.url));
    const literal = /return \d+;|\? \d+ : \d+;|\bexit(Code = |\()\d/;
    const found: string[] = [];
    for await (const path of glob("**/*.ts", { cwd: sources })) {
      const lines = (await readFile(join(sources, path), "utf8")).split("\n");
      found.push(...lines.filter((line) => literal.test(line)).map((line) => `${path}: ${line.trim()}`));
    }
    expect(found).toEqual([]);
  });

  it.runIf(existsSync("/dev/full"))("say that an answer could not be written", async () => {
    const file = openSync("/dev/full", "w");
    try {
      const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
      const child = spawn(process.execPath, [main, "list"], { stdio: ["ignore", file, "inherit"] });
      expect(await once(child, "exit")).toEqual([exitCodes.environment, null]);
    } finally {
      closeSync(file);
    }
  });

  const cases: [what: string, args: () => string[], code: number, stderr: RegExp][] = [
    [
      "a cell that got worse",
      () => ["compare", at("base"), at("slower"), "--fail-over", "5%"],
      exitCodes.bad,
      /^$/,
    ],
    [
      "a run compared with itself",
      () => ["compare", at("base"), `${at("base")}/.`],
      exitCodes.usage,
      /with itself/,
    ],
    ["a folder that is no run", () => ["report", at("nothing")], exitCodes.usage, /nothing/],
    [
      "a negative duration",
      () => ["bench", "--budget", "-5m"],
      exitCodes.usage,
      /--budget -5m: write a duration such as/,
    ],
    [
      "a budget of more than a week",
      () => ["bench", "--budget", "999999999h"],
      exitCodes.usage,
      /--budget 999999999h: it must be at most 168h/,
    ],
    [
      "a flag that is given twice",
      () => ["bench", "--forks", "3", "--forks", "4"],
      exitCodes.usage,
      /^--forks was given 2 times: give it once/,
    ],
    ["a negative seed that fits", () => ["bench", "--seed", "-5", "--dry-run"], exitCodes.usage, /-5/],
    [
      "a page that cannot be written",
      () => ["compare", at("base"), at("slower"), "--html", at("no/such/folder/x.html")],
      exitCodes.environment,
      /no such file or directory/,
    ],
  ];
  it.each(cases)("%s", async (_, args, code, stderr) => {
    const ended = await run(...args());
    expect(ended.stderr).toMatch(stderr);
    expect(ended.code).toBe(code);
  });

  it.each([
    ["EROFS", "the disk is read-only"],
    ["ENOSPC", "the disk is full"],
  ])("say of %s in a sentence which file could not be written, and end with 4", (code, why) => {
    const path = "/runs/1/report.md";
    const error = Object.assign(new Error(`${code}: in the system's words`), { code, path, syscall: "open" });
    expect(explain(error)).toBe(`Cannot write /runs/1/report.md: ${why}`);
    expect(codeFor(error)).toBe(exitCodes.environment);
  });

  it("say of a current folder that was removed that it is gone, and end with 4", async () => {
    const removed = await mkdtemp(join(tmpdir(), "byturns-removed-"));
    const child = spawn("sh", ["-c", 'rmdir "$PWD" && exec "$0" report x', launcher], { cwd: removed });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    expect(await once(child, "close")).toEqual([exitCodes.environment, null]);
    expect(stderr).toContain("The current folder is no longer there: change into one that is");
  });

  it("prints the answer before it writes a file", async () => {
    const { stdout } = await run("compare", at("base"), at("slower"), "--html", at("no/such/folder/x.html"));
    expect(stdout).toContain("1 worse");
  });
});

describe("an empty value", () => {
  const all: string[][] = [
    ["bench", "--out", ""],
    ["bench", "--resume", " "],
    ["bench", "--suite", ""],
    ["bench", "--model", ""],
    ["bench", "--runtime", ""],
    ["bench", "--budget", ""],
    ["bench", ""],
    ["run", ""],
    ["run", "fib", "--trace", ""],
    ["run", "fib", "--set", ""],
    ["merge", "a", "b", "--into", ""],
    ["merge", "", "b", "--into", "c"],
    ["copy", "fib", "--model", "promises", "--to", ""],
    ["copy", "", "--model", "promises", "--to", "x"],
    ["order", "--write", ""],
    ["order", "--baseline", ""],
    ["order", ""],
    ["report", ""],
    ["compare", "", "b"],
    ["compare", "a", "b", "--html", ""],
    ["runner", "--join", ""],
    ["fleet", ""],
    ["calibrate", "--resume", ""],
    ["runtimes", "--fetch", ""],
    ["list", ""],
  ];
  it.each(all)("is rejected: %j", async (...args) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: exitCodes.usage, stdout: "" });
    expect(stderr).toMatch(/is empty: give it a value/);
  });
});

describe("text of a record", () => {
  it("never controls a terminal, in any answer or error", async () => {
    const hostile = "\u001b]0;owned\u0007\u001b[2J\u202e";
    const { run: made } = runOf({ "promises/node@1": [10, 10, 10] });
    const plan = JSON.parse(
      JSON.stringify(made.plan).replaceAll("say-after", JSON.stringify(hostile).slice(1, -1)),
    );
    const forks = JSON.parse(
      JSON.stringify(made.forks).replaceAll("say-after", JSON.stringify(hostile).slice(1, -1)),
    );
    await write(at("hostile"), { ...made, plan, forks });
    for (const args of [
      ["report", at("hostile")],
      ["compare", at("base"), at("hostile")],
      ["compare", at("hostile"), at("base"), "--markdown"],
      ["bench", "--resume", at("hostile")],
      ["merge", at("hostile"), at("base"), "--into", at("merged")],
      ["report", at(`no${hostile}`)],
      ["run", hostile],
      ["order", hostile],
      ["report", at("hostile"), "--export", "csv"],
    ]) {
      const { stdout, stderr } = await run(...args);
      expect(stdout + stderr, args.join(" ")).not.toMatch(/[^\P{Cc}\n\t\r]|[\u202a-\u202e]/u);
    }
  });
});
