import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { promisify } from "node:util";
import { loadModel } from "@byturns/host";
import { specs } from "@byturns/spec";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCatalog, root } from "../src/catalog.ts";
import { type CopiedFile, gather } from "../src/copy/copied-files.ts";
import { testOf } from "../src/copy/copied-test.ts";
import { Usage } from "../src/text/errors.ts";
import { run, runIn } from "./command.ts";

const bin = (name: string) => join(root, "node_modules/.bin", name);
const inProject = (file: string, args: readonly string[]) =>
  promisify(execFile)(file, args, {
    cwd: place,
    // What is compiled of files in a temporary folder is not kept either.
    env: { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: join(place, "compiled") },
    maxBuffer: 2 ** 26,
  }).catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`${file} ${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
  });

let place = "";
/** Models with examples that start processes. */
const onProcesses = ["cluster", "processes"];
const testsOfProcesses = onProcesses.map((model) => `./${model}.test.ts`);
const tests: string[] = [];
/** The files of each helper, by example and model. */
const helperFiles = new Map<string, readonly CopiedFile[]>();
/** Loads every helper that was copied alone. */
const helpers: string[] = [];
/** Every file that was copied, with its text. */
const written = new Map<string, string>();

/**
 * A fresh project with a copy of every example in every model: once with plain types, once with the spec and a test, and its
 * helper alone. Those of a model are in one folder, as a team has them, so that what they share is compiled and loaded once.
 */
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "byturns copies "));
  await mkdir(join(place, "node_modules/@types"), { recursive: true });
  for (const name of ["effect", "@effect", "@types/node", "undici-types", "fast-check"]) {
    await symlink(join(root, "node_modules", name), join(place, "node_modules", name));
  }
  await writeFile(
    join(place, "package.json"),
    JSON.stringify({ type: "module", dependencies: { effect: "*" } }),
  );
  const options = {
    ...{ target: "es2024", lib: ["es2024", "esnext"], module: "nodenext", types: ["node"], strict: true },
    ...{ noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true, verbatimModuleSyntax: true },
  };
  await writeFile(
    join(place, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, include: ["types", "tests", "helpers.ts"] }),
  );
  const catalog = await makeCatalog();
  for (const model of catalog.models) {
    const { source } = await loadModel(model);
    for (const [example, spec] of Object.entries(catalog.specs)) {
      await writeHelper(model, example, source?.(example)?.file);
      if (catalog.unsupported(model, example, "node") !== undefined) continue;
      const origin = { model, example, version: "0.0.0" };
      await writeCopy(join(place, "types", model), (await gather(origin, "example")).files);
      const test = await testOf(origin, spec).catch((error) => {
        if (error instanceof Usage) return undefined;
        throw error;
      });
      if (test === undefined) continue;
      const { files } = await gather(origin, "spec");
      await writeCopy(join(place, "tests", model), [...files, test]);
      const loaded = `import "./tests/${model}/${test.path}";`;
      if (!onProcesses.includes(model)) tests.push(loaded);
      // Each of its tests starts processes, which takes time; one represents them all.
      else if (example === "grain") await writeFile(join(place, `${model}.test.ts`), loaded);
    }
  }
  // One file that loads them all: otherwise Deno would load Effect again for each.
  await writeFile(join(place, "all.test.ts"), tests.join("\n"));
  await writeFile(join(place, "helpers.ts"), helpers.join("\n"));
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** Copies the helper of an example that has one, without anything around it. */
async function writeHelper(model: string, example: string, file: string | undefined): Promise<void> {
  // Examples on processes use the helper of promises.
  if (file === undefined || file === `${example}.ts` || model === "processes") return;
  const { files } = await gather({ model, example, version: "1" }, "helper");
  helperFiles.set(`${example}, ${model}`, files);
  await writeCopy(join(place, "helpers", model), files);
  helpers.push(`import "./helpers/${model}/${example}.ts";`);
}

/** Writes a copy beside others: it must be complete by itself, and differ from none in a file that both have. */
async function writeCopy(to: string, files: readonly CopiedFile[]): Promise<void> {
  const paths = new Set(files.map(({ path }) => path));
  for (const { path, text } of files) {
    const at = join(to, path);
    for (const [, needed = ""] of text.matchAll(
      /^[^*\n]*?(?:from|import\(|new URL\(|import) ?"(\.[^"]+)"/gm,
    )) {
      expect(paths, `${at} needs ${needed}`).toContain(posix.join(path, "..", needed));
    }
    if (written.has(at)) {
      expect(text, at).toBe(written.get(at));
      continue;
    }
    written.set(at, text);
    await mkdir(join(at, ".."), { recursive: true });
    await writeFile(at, text);
  }
}

describe("byturns copy", () => {
  it("writes files of every example and model that compile in a fresh project", async () => {
    await inProject(bin("tsc"), ["-p", ".", "--checkers", "1"]);
  });

  // One process for all: what two tests need is loaded once.
  it("writes tests that pass under Node, those of processes too", async () => {
    expect(tests.length).toBeGreaterThan(2);
    const words = ["--test", "--test-isolation=none"];
    await inProject(process.execPath, [...words, "all.test.ts", ...testsOfProcesses]);
  });

  it("writes tests that pass under Bun, those of processes too", async () => {
    await inProject(bin("bun"), ["test", "--timeout", "60000", "./all.test.ts", ...testsOfProcesses]);
  });

  it("writes tests that pass under Deno, with read permission only", async () => {
    await inProject(bin("deno"), ["test", "--no-check", "--no-prompt", "--allow-read", "all.test.ts"]);
  });

  it("writes tests of processes that pass under Deno", async () => {
    const permissions = ["--allow-read", "--allow-net=127.0.0.1", "--allow-env", "--allow-run"];
    await inProject(bin("deno"), ["test", "--no-check", ...permissions, ...testsOfProcesses]);
  });

  it("needs Effect only for fibers and clusters, and nothing of the project", async () => {
    for (const example of Object.keys(specs)) {
      for (const model of ["promises", "threads"]) {
        const { packages, files } = await gather({ model, example, version: "1" }, "example");
        expect([...packages], `${example}, ${model}`).toEqual([]);
        for (const { path, text } of files) expect(text, path).not.toMatch(/^[^*\n]*from "@byturns/m);
      }
    }
  });

  it("writes a helper alone, in at most three files, none of which needs the rest of the project", async () => {
    for (const [name, files] of helperFiles) {
      const [example] = name.split(",");
      expect(
        files.map(({ path }) => path),
        name,
      ).toContain(`${example}.ts`);
      const sources = files.filter(({ path }) => path !== "LICENSE.byturns").map(({ path }) => path);
      // Sharing across threads builds on sharing within one thread: the promises' helper and its waiters.
      const most = name === "single-flight, threads" ? 4 : 3;
      expect(sources.length, `${name}: ${sources}`).toBeLessThanOrEqual(most);
      for (const { path, text } of files)
        expect(text, path).not.toMatch(/^[^*\n]*from "(@byturns|.*\/(spec|context)\/)/m);
    }
    expect(helpers.length).toBeGreaterThanOrEqual(3 * 12);
    await inProject(process.execPath, ["helpers.ts"]);
  });

  it("prints what the README shows, with paths from the current folder", async () => {
    const { stdout } = await runIn(
      place,
      ...["copy", "bounded-map", "--model", "promises", "--to", "src/async"],
    );
    expect(await readFile(join(root, "README.md"), "utf8")).toContain(`\n\`\`\`\n${stdout}\`\`\`\n`);
  });

  it("names a file's origin, its version and its license, and includes the license", async () => {
    const to = join(place, "from");
    const { code, stdout } = await run(
      "copy",
      "bounded-map",
      "--model",
      "threads",
      "--with-example",
      "--to",
      to,
    );
    expect(code).toBe(0);
    for (const name of ["bounded-map.ts", "internal/tasks.worker.ts", "internal/pool.ts"]) {
      expect(stdout).toContain(`wrote  ${join(to, name)}`);
      const [head] = (await readFile(join(to, name), "utf8")).split("\n");
      expect(head).toMatch(
        /^\/\/ Copied from byturns \d+\.\d+\.\d+, packages\/threads\/src\/.+\. MIT license/,
      );
    }
    expect(await readFile(join(to, "LICENSE.byturns"), "utf8")).toContain("MIT License");
  });

  it("does not overwrite a file without --force, and then writes nothing at all", async () => {
    const to = join(place, "kept");
    await mkdir(to);
    await writeFile(join(to, "say-after.ts"), "mine");
    const refused = await run("copy", "say-after", "--model", "promises", "--to", to);
    expect(refused).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("say-after.ts would be overwritten"),
    });
    expect(await readFile(join(to, "say-after.ts"), "utf8")).toBe("mine");
    await expect(readFile(join(to, "LICENSE.byturns"))).rejects.toThrow("ENOENT");

    const forced = await run("copy", "say-after", "--model", "promises", "--to", to, "--force", "--json");
    expect(JSON.parse(forced.stdout)).toMatchObject({
      written: expect.arrayContaining(["say-after.ts"]),
      packages: [],
    });
    const again = await run("copy", "say-after", "--model", "promises", "--to", to, "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({ written: [] });
  });

  it("suggests the closest name for an unknown one, and explains why there can be no test", async () => {
    const [model, test] = await Promise.all([
      run("copy", "say-after", "--model", "fiber", "--to", place),
      run("copy", "log", "--model", "promises", "--to", place, "--with-test"),
    ]);
    expect(model).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("Did you mean fibers?"),
    });
    expect(test).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("leave out --with-test"),
    });
  });
});
