// What is published works where it is installed: in a project of its own, without the checkout.
import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemsOf } from "../src/check.ts";
import { follow, stepsOf } from "../src/guide.ts";
import { assembleAll, type Packed, packAll, publishable } from "../src/index.ts";
import { root } from "../src/workspaces.ts";
import { installIn } from "./install.ts";

const searchPath = `${join(root, "node_modules/.bin")}:${process.env.PATH}`;

let folder: string;
let project: string;
let packed: readonly Packed[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byturns-release-"));
  project = join(folder, "project");
  // As for a team: the command keeps what it has compiled in the project, which is removed.
  delete process.env.NODE_COMPILE_CACHE;
  packed = await packAll(await assembleAll(join(folder, "packages")), join(folder, "tarballs"));
  await installIn(project, packed);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the installed command in the project; the checkout's runtimes are on the PATH. */
async function byturns(...args: readonly string[]): Promise<string> {
  const command = join(project, "node_modules/.bin/byturns");
  const env = { ...process.env, PATH: searchPath, NO_COLOR: "1" };
  return (await promisify(execFile)(command, [...args], { cwd: project, env })).stdout;
}

describe("the packages", () => {
  it("are byturns and all workspaces that it needs, with the license and no dependency on a runtime", async () => {
    expect(packed.map(({ name }) => name).toSorted()).toEqual(
      publishable()
        .map(({ manifest }) => manifest.name)
        .toSorted(),
    );
    for (const { name, folder: at } of packed) {
      const manifest = JSON.parse(await readFile(join(at, "package.json"), "utf8"));
      expect(
        Object.keys(manifest.dependencies ?? {}).filter((one) => /^(node-|deno$|bun$)/.test(one)),
        name,
      ).toEqual([]);
      expect(manifest.private, name).toBeUndefined();
      expect(existsSync(join(project, "node_modules", name, "LICENSE")), name).toBe(true);
    }
  });

  it("pass publint and Are The Types Wrong", async () => {
    const found = await Promise.all(
      packed.map(async (one) => (await problemsOf(one)).map((problem) => `${one.name}: ${problem}`)),
    );
    expect(found.flat()).toEqual([]);
  });

  it("load no TypeScript: Node does not strip types below node_modules", () => {
    const loads = /(?:\bfrom\s*|\bimport\(\s*|\bnew URL\(\s*)["'`][^"'`\n]*\.ts["'`]/;
    const files = globSync("node_modules/{byturns,@byturns/*}/dist/**/*.{js,d.ts}", { cwd: project });
    expect(files.length).toBeGreaterThan(500);
    return Promise.all(
      files.map(async (file) => {
        const lines = (await readFile(join(project, file), "utf8")).split("\n");
        const wrong = lines.filter((line) => loads.test(line) && !/^\s*(\/?\*|\/\/)/.test(line));
        expect(wrong, file).toEqual([]);
      }),
    );
  });

  it("have maps that lead to the sources beside the code", async () => {
    const maps = globSync("node_modules/@byturns/{promises,threads}/dist/**/*.map", { cwd: project });
    expect(maps.length).toBeGreaterThan(50);
    for (const map of maps) {
      const { sources } = JSON.parse(await readFile(join(project, map), "utf8")) as { sources: string[] };
      for (const source of sources) expect(existsSync(join(project, map, "..", source)), map).toBe(true);
    }
  });

  it("have types that a strict project can use", async () => {
    const text = [
      'import { boundedMap } from "@byturns/promises/bounded-map";',
      'import { port } from "@byturns/threads";',
      'import { makePlan } from "@byturns/lab";',
      'import { type PlanRequest, measure, plan, report } from "byturns";',
      'export const request: PlanRequest = { profile: "smoke" };',
      "export const all: Promise<readonly number[]> = boundedMap([1], 1, async (n) => n + 1);",
      "export { makePlan, measure, plan, port, report };",
    ];
    await writeFile(join(project, "uses.ts"), text.join("\n"));
    const flags = [
      "--noEmit",
      "--checkers",
      "1",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2024",
      "--lib",
      "es2024,esnext.disposable,dom",
      "--types",
      "node",
      "--typeRoots",
      join(root, "node_modules/@types"),
      "uses.ts",
    ];
    const tsc = join(root, "node_modules/.bin/tsc");
    const { stdout } = await promisify(execFile)(tsc, flags, { cwd: project }).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe("");
  });
});

describe("the installed command", () => {
  it("finds the runtimes of the PATH, and runs an example's models under each of them", async () => {
    const found = JSON.parse(await byturns("runtimes", "--json")) as { id: string; source: string }[];
    expect(found.map(({ id, source }) => [id, source])).toEqual([
      ["node", "PATH"],
      ["deno", "PATH"],
      ["bun", "PATH"],
    ]);
    for (const runtime of ["node", "deno", "bun"]) {
      const printed = await byturns("run", "say-after", "--input", "test", "--runtime", runtime);
      expect(printed.match(/✓ right/g), runtime).toHaveLength(3);
    }
  });

  it("measures, reports with the sources, compares and explains", async () => {
    await byturns(
      "bench",
      "say-after",
      "--profile",
      "smoke",
      "--model",
      "threads",
      "--runtime",
      "node",
      "--out",
      "first",
    );
    await cp(join(project, "first"), join(project, "second"), { recursive: true });
    expect(await readFile(join(project, "first/report.html"), "utf8")).toContain("say-after.worker.ts");
    expect(await byturns("report", "first")).toContain("smoke");
    expect(await byturns("compare", "first", "second")).toContain("say-after/bench/threads/node");
    expect(
      await byturns("explain", "say-after", "--input", "test", "--model", "promises", "--runtime", "node"),
    ).toContain("Time of one call");
  });

  it("lists examples and probes, runs a probe, and copies an example with its test", async () => {
    expect(await byturns("list")).toContain("say-after");
    expect(await byturns("order", "--list")).toContain("ticks-await-using");
    expect(await byturns("order", "ticks-executor", "--runtime", "node", "--times", "2")).toContain(
      "ECMAScript",
    );
    await byturns("copy", "bounded-map", "--model", "threads", "--with-test", "--to", "copied");
    expect(existsSync(join(project, "copied/bounded-map.test.ts"))).toBe(true);
  });
});

describe("docs/your-own.md", () => {
  // A guide from beginning to end: some twenty commands, several of which measure.
  it("has only steps that work, in their order", async () => {
    const steps = stepsOf(await readFile(join(root, "docs/your-own.md"), "utf8"));
    const commands = steps.flatMap((step) => ("command" in step ? [step.command] : []));
    expect(commands[0]).toBe("npm install --save-dev byturns");
    expect(commands.length).toBeGreaterThan(8);
    // The packages are installed already, from their tarballs. The first `npx` shows that it finds the command; the others
    // start what it would start, without the second that it takes.
    const afterFirst = steps.findIndex((step) => "command" in step && step.command.startsWith("npx ")) + 1;
    expect(afterFirst).toBeGreaterThan(0);
    await follow(steps.slice(0, afterFirst), { folder: project, path: searchPath });
    const inPlace = join(folder, "in-place");
    await mkdir(inPlace);
    await writeFile(
      join(inPlace, "npx"),
      '#!/bin/sh\nname=$1\nshift\nexec "node_modules/.bin/$name" "$@"\n',
      {
        mode: 0o755,
      },
    );
    await follow(steps.slice(afterFirst), { folder: project, path: `${inPlace}:${searchPath}` });
    expect(existsSync(join(project, "order.baseline.json"))).toBe(true);
    const baseline = await readFile(join(project, "order.baseline.json"), "utf8");
    await writeFile(join(project, "order.baseline.json"), baseline.replaceAll('"body"', '"other"'));
    await expect(
      byturns("order", "./mine.probe.ts", "--runtime", "node", "--times", "4"),
    ).rejects.toMatchObject({
      code: 1,
    });
  }, 600_000);
});
