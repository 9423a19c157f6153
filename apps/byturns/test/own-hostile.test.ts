// Files that fail in ways that tell little of themselves: in what they import, with what is no error, or by what they
// print. Each gets one sentence that names what is wrong, and where.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadFile } from "../src/own/load-file.ts";
import { example, ownProject, right } from "./own-project.ts";

const { question, inputs, models } = right;
const all = `${question}\n${inputs}\n${models}`;
const importing = (what: string) => example(all, `import ${what};`);
const withModels = (text: string) => example(`${question}\n${inputs}\nmodels: { ${text} },`);

/** By file name: its text, and what its sentence says after the name of the file. */
const faulty: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  // What the file imports.
  "broken-helper.bench.ts": [
    importing('"./broken.ts"'),
    /^: it cannot be parsed: SyntaxError: Expression expected \(in .*broken\.ts:2\)$/,
  ],
  "throwing-helper.bench.ts": [importing('"./throwing.ts"'), /^: .*it throws deep \(in .*throwing\.ts:3\)$/],
  "enum-helper.bench.ts": [importing('"./enum.ts"'), /^: it uses a TypeScript enum.*\(in .*\/enum\.ts:2\)$/],
  "helper-without-file.bench.ts": [
    importing('"./imports-gone.ts"'),
    /^: it imports .*gone\.ts, which is not there: correct the path \(in .*imports-gone\.ts:1\)$/,
  ],
  "no-such-export.bench.ts": [
    importing('{ nowhere } from "./other.ts"'),
    /^:2: it imports nowhere from "\.\/other\.ts", which does not export it/,
  ],
  "folder.bench.ts": [
    importing('"./folder"'),
    /^:2: it imports the folder .*: name a file of it, .*index\.ts/,
  ],
  "written-as-js.bench.ts": [
    importing('"./other.js"'),
    /^:2: it imports .*other\.js, which is not there: write the ending that the file has: ….ts/,
  ],
  "json.bench.ts": [importing('data from "./package.json"'), /^:2: .*with \{ type: "json" \}/],
  "subpath.bench.ts": [
    importing('"byturns/nowhere"'),
    /^:2: it imports byturns\/nowhere, which the package byturns does not export/,
  ],
  "no-such-builtin.bench.ts": [
    importing('"node:nowhere"'),
    /^:2: it imports node:nowhere, which Node does not/,
  ],
  "jsr.bench.ts": [importing('"jsr:@std/assert"'), /^:2: it imports jsr:@std\/assert, .* only Deno has/],
  "bun.bench.ts": [
    importing('"bun:test"'),
    /^:2: it imports bun:test, which Node does not load: .* only Bun has/,
  ],
  "bun-package.bench.ts": [
    importing('"bun"'),
    /^:2: it imports bun, which Node does not have: .* only Bun has/,
  ],
  "https.bench.ts": [
    importing('"https://example.org/x.ts"'),
    /^:2: it imports https:\/\/example\.org\/x\.ts/,
  ],
  "deno-global.bench.ts": [example(all, "Deno.cwd();"), /^:2: .*Deno is not defined: .* only Deno has/],
  "page.bench.tsx": [example(all), /^: Node does not load \.tsx: move what is no JSX into a \.ts/],
  // What is thrown.
  "custom-error.bench.ts": [
    example(all, 'class SoldOut extends Error { name = "SoldOut"; } throw new SoldOut("none left");'),
    /^:2: .*it throws SoldOut: none left$/,
  ],
  "cyclic-cause.bench.ts": [
    example(all, 'const e = new Error("round"); e.cause = e; throw e;'),
    /^:2: .*it throws round$/,
  ],
  "aggregate.bench.ts": [
    example(all, 'throw new AggregateError([new Error("one"), new Error("two")], "both");'),
    /^:2: .*it throws AggregateError: both \(one; two\)$/,
  ],
  "no-stack.bench.ts": [
    example(all, 'const e = new Error("bare"); e.stack = undefined; throw e;'),
    /^: .*it throws bare$/,
  ],
  "message-throws.bench.ts": [
    example(all, "class E extends Error { get message(): string { throw 1; } } throw new E();"),
    /^(:2)?: .*it throws an Error without a message$/,
  ],
  "no-prototype.bench.ts": [
    example(all, "throw Object.create(null);"),
    /^:2: it throws \{\} while it is loaded/,
  ],
  "a-symbol.bench.ts": [example(all, 'throw Symbol("s");'), /^:2: it throws Symbol\(s\) while it is loaded/],
  "long.bench.ts": [example(all, 'throw new Error("x".repeat(1e5));'), /^:2: .*it throws x{200}…$/],
  "rejects-null.bench.ts": [
    example(all, "Promise.reject(null);"),
    /^: a promise rejects with null while it is loaded, and nothing awaits it/,
  ],
  "user-syntax-error.bench.ts": [
    example(all, 'JSON.parse("{");'),
    /^:2: it cannot be loaded: it throws SyntaxError: Expected property name/,
  ],
  // What it prints, and sends.
  "prints-an-error.bench.ts": [
    example(all, 'console.error("TypeError: only printed"); process.exit(4);'),
    /^: it ended the process with exit code 4/,
  ],
  "prints-much.bench.ts": [
    example(all, 'process.stderr.write("x".repeat(1e7)); throw new Error("behind it");'),
    /^:2: .*it throws behind it$/,
  ],
  "sends.bench.ts": [
    example(`${question}\n${inputs}`, 'process.send?.({ _tag: "example", description: {} });'),
    /^:3: it has no models/,
  ],
  "disconnects.bench.ts": [
    example(all, "process.disconnect();"),
    /^:2: .*process\.disconnect is not a function/,
  ],
  // What it exports and names.
  "promise.bench.ts": [
    "export default Promise.resolve();\n",
    /^:1: its default export is a Promise, and not/,
  ],
  "probe.bench.ts": [
    "export const probe = { program() {} };\n",
    /^:1: it declares a probe, and no example: run it with byturns order$/,
  ],
  "class.bench.ts": ["export default class Orders {}\n", /^:1: its default export is a function, and not/],
  "constructor.bench.ts": [example(all), /^: the first part of its file's name, "constructor", is no name/],
  ".bench.ts": [example(all), /^: the first part of its file's name, "", is no name: a name has/],
  "a,b=c.bench.ts": [example(all), /^: the first part of its file's name, "a,b=c", is no name: a name has/],
  "model-proto.bench.ts": [
    withModels('["__proto__"]: () => 1'),
    /^:6: it names a model "__proto__": every object/,
  ],
  "model-flag.bench.ts": [withModels('"--json": () => 1'), /^:6: it names a model "--json": .* no - at its/],
  "model-toString.bench.ts": [
    withModels("toString: () => 1"),
    /^:6: it names a model "toString": every object/,
  ],
  "models-map.bench.ts": [
    example(`${question}\n${inputs}\nmodels: new Map(),`),
    /^:6: its models are a Map: name at least one function/,
  ],
  "batch-nan.bench.ts": [example(`${all}\nbatch: Number.NaN,`), /^:7: its batch must be .*, not NaN$/],
  "sweep-nan.bench.ts": [
    example(`${all}\nsweeps: { n: [1, Number.NaN] },`),
    /^:\d: its sweep n must have a list of numbers, not \[1,NaN\]$/,
  ],
  "unit-promise.bench.ts": [
    example(`${all}\nunits: { order: async () => 1 },`),
    /^:7: its unit order counts a Promise in the input small/,
  ],
  "unit-number.bench.ts": [
    example(`${all}\nunits: { order: 5 },`),
    /^:7: its unit order is 5: expected a function/,
  ],
  "unit-name.bench.ts": [
    example(`${all}\nunits: { "a/b": () => 1 },`),
    /^:7: it names a unit "a\/b": a name has/,
  ],
  "unit-throws-nothing.bench.ts": [
    example(`${all}\nunits: { order: () => { throw Object.create(null); } },`),
    /^:7: the unit order throws \{\}$/,
  ],
  "to-json.bench.ts": [
    example(`${question}\ninputs: { small: { at: { toJSON: () => 1n } } },\n${models}`),
    /^:5: toJSON\(\) of the input small\.at is a bigint/,
  ],
  "pool-by.bench.ts": [
    withModels(
      'threads: { worker: new URL("./other.ts", import.meta.url), pool: { by: "pigeon" }, run: () => 1 }',
    ),
    /^:6: by of the pool of its model threads must be "message" or "memory", not "pigeon"$/,
  ],
  "pool-tasks.bench.ts": [
    withModels(
      'threads: { worker: new URL("./other.ts", import.meta.url), pool: { tasksPerThread: 0 }, run: () => 1 }',
    ),
    /^:6: tasksPerThread of the pool of its model threads must be an integer > 0, not 0$/,
  ],
  "worker-folder.bench.ts": [
    withModels('threads: { worker: new URL("./folder/", import.meta.url), run: () => 1 }'),
    /^:6: the worker of its model threads is no file: /,
  ],
};

const others = {
  "other.ts": "export const other = 1;\n",
  "broken.ts": "export const a = 1;\nexport const b = ;\n",
  "throwing.ts": '\n\nthrow new Error("deep");\n',
  "enum.ts": "export const a = 1;\nexport enum Size { Small }\n",
  "imports-gone.ts": 'import "./gone.ts";\n',
  "folder/index.ts": "export {};\n",
};

/** Strange, and right all the same. */
const good: Readonly<Record<string, string>> = {
  "with space.bench.ts": example(all),
  "per%20cent.bench.ts": example(all),
  "ha#sh.bench.ts": example(all),
  "näme.bench.ts": example(all),
  "bom.bench.ts": `\ufeff${example(all)}`,
  "crlf.bench.ts": example(all).replaceAll("\n", "\r\n"),
  "prints.bench.ts": example(all, 'console.log("x".repeat(1e7));'),
  // As compilers write CommonJS.
  "built.bench.cjs": `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const { defineExample } = require("byturns");
exports.default = defineExample({ ${all} });
`,
};

describe("files that fail in odd ways", () => {
  let project: Awaited<ReturnType<typeof ownProject>> | undefined;
  const at = (name: string) => join(project?.folder ?? "", name);
  beforeAll(async () => {
    const texts = Object.entries(faulty).map(([name, [text]]) => [name, text]);
    project = await ownProject({ ...others, ...good, ...Object.fromEntries(texts) });
  });
  afterAll(() => project?.[Symbol.asyncDispose]());

  it.concurrent.each(Object.entries(faulty))("%s gets one sentence", async (name, [, wanted]) => {
    const found = await loadFile(at(name), { limitMs: 20_000 });
    expect(found).toHaveProperty("says");
    const { says } = found as { says: string };
    expect(says).not.toContain("\n");
    expect(says).not.toMatch(/ERR_|child\.ts|node:internal/);
    expect(says.startsWith(at(name))).toBe(true);
    expect(says.slice(at(name).length)).toMatch(wanted);
  });

  it.concurrent.each(Object.keys(good))("%s is loaded", async (name) => {
    expect(await loadFile(at(name), { limitMs: 20_000 })).toMatchObject({ id: name.split(".")[0] });
  });
});
