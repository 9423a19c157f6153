// Files that cannot be loaded: each gets one sentence, with file, line where there is one, and what would be right.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadFile } from "../src/own/load-file.ts";
import { makeOwnCatalog } from "../src/own/own-catalog.ts";
import { example, ownProject, right } from "./own-project.ts";

const { question, inputs, models } = right;
const all = `${question}\n${inputs}\n${models}`;

/** By file name: its text, and what its sentence says after the name of the file. */
const faulty: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "throws.bench.ts": [
    example(all, 'throw new RangeError("no database");'),
    /:2: .*it throws RangeError: no database/,
  ],
  "throws-a-string.bench.ts": [example(all, 'throw "boom";'), /:2: it throws "boom" while it is loaded/],
  "throws-undefined.bench.ts": [
    example(all, "throw undefined;"),
    /:2: it throws undefined while it is loaded/,
  ],
  "rejects.bench.ts": [
    example(all, 'Promise.reject(new Error("nobody awaits"));'),
    /:2: .*it throws nobody awaits/,
  ],
  "exits.bench.ts": [example(all, "process.exit(3);"), /: it ended the process with exit code 3/],
  "kills-itself.bench.ts": [
    example(all, 'process.kill(process.pid, "SIGKILL"); await new Promise(() => {});'),
    /: it ended the process with SIGKILL/,
  ],
  "never-settles.bench.ts": [
    example(all, "await new Promise(() => {});"),
    /: an await at its top level never settles/,
  ],
  "blocks.bench.ts": [example(all, "while (true);"), /: it was not loaded within 1\.5 s/],
  "hangs.bench.ts": [
    example(all, "setInterval(() => {}, 1_000); await new Promise(() => {});"),
    /: it was not loaded within 1\.5 s/,
  ],
  "syntax.bench.ts": ["export default {\n  question: ,\n};\n", /:2: it cannot be parsed: SyntaxError/],
  "enum.bench.ts": [
    example(all, "enum Size { Small }"),
    /:2: it uses a TypeScript enum, .*: write a const object/,
  ],
  "namespace.bench.ts": [
    example(all, "namespace Sizes { export const small = 1; }"),
    /:2: it uses a TypeScript namespace declaration.*write a module/,
  ],
  "parameter-property.bench.ts": [
    example(all, "class Size { constructor(readonly n: number) {} }"),
    /:2: it uses a TypeScript parameter property.*declare the field/,
  ],
  "decorator.bench.ts": [
    example(all, "@sealed\nclass Size {}\nfunction sealed() {}"),
    /:2: it uses a decorator/,
  ],
  "missing-package.bench.ts": [
    example(all, 'import "no-such-package";'),
    /: it imports the package no-such-package, .*npm install no-such-package/,
  ],
  "missing-file.bench.ts": [
    example(all, 'import "./nowhere.ts";'),
    /: it imports .*nowhere\.ts, which is not there: correct the path/,
  ],
  "no-ending.bench.ts": [
    example(all, 'import "./other";'),
    /: it imports .*other, which is not there: add its ending: ….ts/,
  ],
  "alias.bench.ts": [
    example(all, 'import "@/other";'),
    /: it imports "@\/other", which only the paths of a tsconfig resolve/,
  ],
  "no-default.bench.ts": [
    'import { defineExample } from "byturns";\nexport const mine = defineExample({} as never);\n',
    /:2: it has no default export/,
  ],
  "other-default.bench.ts": [
    "export default { question: 1 };\n",
    /:1: its default export is \{"question":1\}, and not from defineExample/,
  ],
  "no-question.bench.ts": [example(`${inputs}\n${models}`), /:3: it has no question/],
  "empty-question.bench.ts": [
    example(`question: "  ",\n${inputs}\n${models}`),
    /:4: its question must be a text/,
  ],
  "no-inputs.bench.ts": [example(`${question}\n${models}`), /:3: it has no inputs: name at least one/],
  "empty-inputs.bench.ts": [example(`${question}\ninputs: {},\n${models}`), /:5: its inputs are \{\}/],
  "no-models.bench.ts": [
    example(`${question}\n${inputs}`),
    /:3: it has no models: name at least one function/,
  ],
  "model-is-a-number.bench.ts": [
    example(`${question}\n${inputs}\nmodels: { promises: 5 },`),
    /:6: its model promises is 5: expected a function/,
  ],
  "model-without-run.bench.ts": [
    example(`${question}\n${inputs}\nmodels: { promises: { open() {} } },`),
    /:6: its model promises has no function run/,
  ],
  "unknown-field.bench.ts": [
    example(`${all}\nchecks: () => [],`),
    /:7: an example has no field "checks": did you mean check\?/,
  ],
  "input-not-json.bench.ts": [
    example(`${question}\ninputs: { small: { n: 1n } },\n${models}`),
    /:5: the input small\.n is a bigint.*inputs must be plain JSON/,
  ],
  "input-is-a-map.bench.ts": [
    example(`${question}\ninputs: { small: new Map() },\n${models}`),
    /:5: the input small is a Map/,
  ],
  "cyclic-input.bench.ts": [
    example(
      `${question}\ninputs: { small: cycle },\n${models}`,
      "const cycle: any = {}; cycle.self = cycle;",
    ),
    /:5: the input small\.self is a cycle/,
  ],
  "model-name.bench.ts": [
    example(`${question}\n${inputs}\nmodels: { "a\\u0007b": () => 1 },`),
    /: it names a model "a\\u0007b": a name has/,
  ],
  "model-slash.bench.ts": [
    example(`${question}\n${inputs}\nmodels: { "a/b": () => 1 },`),
    /:6: it names a model "a\/b"/,
  ],
  "worker-missing.bench.ts": [
    example(
      `${question}\n${inputs}\nmodels: { threads: { worker: new URL("./gone.worker.ts", import.meta.url), run: () => 1 } },`,
    ),
    /:6: the worker of its model threads is not there: .*gone\.worker\.ts/,
  ],
  "worker-and-open.bench.ts": [
    example(
      `${question}\n${inputs}\nmodels: { threads: { worker: new URL(import.meta.url), open() {}, run: () => 1 } },`,
    ),
    /:6: its model threads has a worker beside open and close/,
  ],
  "pool-alone.bench.ts": [
    example(`${question}\n${inputs}\nmodels: { threads: { pool: { by: "memory" }, run: () => 1 } },`),
    /:6: pool of its model threads is \{"by":"memory"\}: expected .*, beside a worker/,
  ],
  "worker-text.bench.ts": [
    example(`${question}\n${inputs}\nmodels: { threads: { worker: "./x.ts", run: () => 1 } },`),
    /:6: the worker of its model threads is "\.\/x\.ts": expected new URL/,
  ],
  "check-is-a-number.bench.ts": [example(`${all}\ncheck: 5,`), /:7: its check must be a function, not 5/],
  "warm-up.bench.ts": [
    example(`${all}\nwarmUpMs: -1,`),
    /:7: its warmUpMs must be a number of milliseconds from 0 to 60000, not -1/,
  ],
  "batch.bench.ts": [
    example(`${all}\nbatch: 0,`),
    /:7: its batch must be an integer from 1 to 100000, not 0/,
  ],
  "sweep.bench.ts": [
    example(`${all}\nsweeps: { orders: [1, 2] },`),
    /:7: its sweep orders is no field of the first input/,
  ],
  "unit.bench.ts": [
    example(`${all}\nunits: { order: () => 0 },`),
    /:7: its unit order counts 0 in the input small/,
  ],
  "ideal-throws.bench.ts": [
    example(`${all}\nideal() { throw new Error("no idea"); },`),
    /:7: ideal throws no idea/,
  ],
  "permission.bench.ts": [
    example(`${all}\npermissions: { nett: ["*"] },`),
    /:7: permissions has no field "nett": did you mean net\?/,
  ],
  "reading-number.bench.ts": [
    example(`${all}\nreadings: { wait: 5 },`),
    /:7: its reading wait is 5: expected an object such as \{ unit: "ms"/,
  ],
  "reading-better.bench.ts": [
    example(`${all}\nreadings: { wait: { better: "less", of: () => 1 } },`),
    /:7: better of its reading wait must be "lower" or "higher", not "less"/,
  ],
  "reading-field.bench.ts": [
    example(`${all}\nreadings: { wait: { units: "ms", of: () => 1 } },`),
    /:7: the reading wait has no field "units": did you mean unit\?/,
  ],
  "reading-name.bench.ts": [
    example(`${all}\nunits: { n: () => 1 },\nreadings: { "per-n": { of: () => 1 } },`),
    /:8: its reading per-n has the name of what one of a unit costs/,
  ],
  "primary.bench.ts": [
    example(`${all}\nprimary: "wait",\nreadings: { delay: { of: () => 1 } },`),
    /:7: its primary is "wait": name a unit or a reading, and there are delay/,
  ],
  "bare-of-nothing.bench.ts": [
    example(`${all}\nbare: { fibers: () => 1 },`),
    /:7: its bare names "fibers", and there are the models promises/,
  ],
  "bare-name.bench.ts": [
    example(`${question}\n${inputs}\nmodels: { a: () => 1, "a-bare": () => 1 },\nbare: { a: () => 1 },`),
    /:6: its model a-bare has a name as bare work has it/,
  ],
  "bare-is-a-number.bench.ts": [
    example(`${all}\nbare: { promises: 5 },`),
    /:7: its model promises-bare is 5: expected a function/,
  ],
  "unsupported.bench.ts": [
    example(`${all}\nunsupported: { fibers: "no" },`),
    /:7: its unsupported names "fibers", and there are the models promises/,
  ],
};

const others = {
  "other.ts": "export const other = 1;\n",
  "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
  "good.bench.ts": example(all, 'console.log("garbage on stdout"); setInterval(() => {}, 1_000);'),
  "good-again.bench.ts": example(`name: "good",\n${all}`),
  "plain.bench.js": example(all),
};

describe("files of one's own that declare no example", () => {
  let project: Awaited<ReturnType<typeof ownProject>> | undefined;
  const at = (name: string) => join(project?.folder ?? "", name);
  beforeAll(async () => {
    project = await ownProject({
      ...others,
      ...Object.fromEntries(Object.entries(faulty).map(([name, [text]]) => [name, text])),
    });
  });
  afterAll(() => project?.[Symbol.asyncDispose]());

  it.concurrent.each(Object.entries(faulty))("%s gets one sentence", async (name, [, wanted]) => {
    const found = await loadFile(at(name), { limitMs: /^(blocks|hangs)/.test(name) ? 1_500 : 20_000 });
    expect(found).toHaveProperty("says");
    const { says } = found as { says: string };
    expect(says).not.toContain("\n");
    expect(says.startsWith(at(name))).toBe(true);
    expect(says.slice(at(name).length)).toMatch(wanted);
  });

  it("are named, and the others are in the catalog; of two with one name the first is", async () => {
    const names = ["no-models.bench.ts", "good.bench.ts", "good-again.bench.ts", "plain.bench.js"];
    const { catalog, faults } = await makeOwnCatalog(names.map(at));
    expect(Object.keys(catalog.specs)).toEqual(["good", "plain"]);
    expect(faults.map(({ file }) => file)).toEqual([at("no-models.bench.ts"), at("good-again.bench.ts")]);
    expect(faults[1]?.says).toMatch(/its example is called "good", as that of .*good\.bench\.ts is/);
  });
});
