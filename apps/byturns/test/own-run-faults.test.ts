// Models that go wrong while they are measured: each gets one sentence, and the others are measured all the same.
import { join } from "node:path";
import { readRun } from "@byturns/record";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measure, plan } from "../src/index.ts";
import { runFaults } from "../src/own/run-faults.ts";
import { example, ownProject, right } from "./own-project.ts";

const { question, inputs } = right;
const withModels = (models: string, more = "", before = "") =>
  example(`${question}\n${inputs}\nmodels: {\ngood: (input) => input.n,\n${models}\n},\n${more}`, before);

/** By the name of the model: its text, and what its sentence says after the name of the file. */
const faulty: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  differs: [
    "() => ({ n: 1 })",
    /returns what it must not: output is \{"n":1\}, and the model good returns 1/,
  ],
  throws: [
    '() => { throw new RangeError("out of stock"); }',
    /:\d+: its model throws throws RangeError: out of stock/,
  ],
  "throws-a-string": [
    'async () => { throw "boom"; }',
    /its model throws-a-string throws what is no Error: boom/,
  ],
  "throws-undefined": [
    "() => { throw undefined; }",
    /its model throws-undefined throws what is no Error: undefined/,
  ],
  rejects: [
    '(input) => { Promise.reject(new Error("nobody awaits")); return sleep(20).then(() => input.n); }',
    /its model rejects ended its process with exit code 1: .*nobody awaits.*await every promise/,
  ],
  "loses-json": [
    "(input) => { delete globalThis.JSON; return input.n; }",
    /: its model loses-json replaced JSON, which what measures it uses too: put back what was there/,
  ],
  "stops-the-clock": [
    "(input) => { performance.now = () => 5; return input.n; }",
    /: its model stops-the-clock replaced performance\.now, which .*another clock/,
  ],
  "loses-promise": [
    "(input) => { globalThis.Promise = null; return input.n; }",
    /: its model loses-promise replaced Promise, which what measures it uses too/,
  ],
  leaks: [
    "(input) => { setInterval(() => {}, 1_000); return input.n; }",
    /its model leaks leaves something running after its last call: clear its timers/,
  ],
  exits: [
    "() => process.exit(3)",
    /its model exits ended its process with exit code 3: a model returns or throws/,
  ],
  "kills-itself": [
    '() => { process.kill(process.pid, "SIGKILL"); return sleep(1_000); }',
    /its model kills-itself ended its process with SIGKILL/,
  ],
  "rejects-with-null": [
    "(input) => { Promise.reject(null); return sleep(20).then(() => input.n); }",
    /ended its process with exit code 1: a promise rejects with null; catch it/,
  ],
  aborts: ["() => process.abort()", /its model aborts ended its process with SIGABRT: a model returns/],
  aggregate: [
    '() => Promise.any([Promise.reject(new Error("p1"))])',
    /throws AggregateError: All promises were rejected \(p1\)/,
  ],
  lines: ['() => { throw new Error("one\\ntwo"); }', /:\d+: its model lines throws one \(/],
  "no-message": ["() => { throw new Error(); }", /its model no-message throws an Error without a message/],
  tagged: [
    '() => Effect.fail({ _tag: "SoldOut" })',
    /its model tagged throws what is no Error: \{"_tag":"SoldOut"\}/,
  ],
  "imports-broken": [
    '() => import("./broken.ts")',
    /its model imports-broken throws SyntaxError: Expression expected \(in .*broken\.ts:2\)/,
  ],
  "imports-enum": [
    '() => import("./enum.ts")',
    /its model imports-enum uses a TypeScript enum.* \(in .*enum\.ts:1\)/,
  ],
  "imports-package": [
    '() => import("no-such-package")',
    /its model imports-package imports the package no-such-package, .*: run npm install no-such-package/,
  ],
  deep: [
    "() => { let d: unknown = 1; for (let i = 0; i < 5_000; i++) d = [d]; return d; }",
    /its model deep returns what JSON cannot carry: The output(\[0\])+\[?0?… is more than 500 levels deep/,
  ],
  cycle: [
    "() => { const a: any = {}; a.self = a; return a; }",
    /its model cycle returns what JSON cannot carry: .*output\.self is a cycle/,
  ],
  map: ["() => new Map()", /its model map returns what JSON cannot carry: .*output is a Map/],
  "effect-fails": ['() => Effect.fail(new Error("sold out"))', /its model effect-fails throws sold out/],
  "effect-dies": ['() => Effect.die("broken")', /its model effect-dies throws what is no Error: broken/],
  "no-function": [
    '() => import("./empty.ts")',
    /its model no-function throws TypeError: The imported module has no function/,
  ],
  "not-there": [
    '() => import("./gone.ts")',
    /its model not-there imports .*gone\.ts, which is not there: correct the path/,
  ],
  "sends-messages": [
    '(input) => { process.send?.({ _tag: "done" }); return input.n; }',
    /its model sends-messages sent a message of its own/,
  ],
  "sends-nothing": [
    "(input) => { process.send?.(null); return input.n; }",
    /its model sends-nothing sent a message of its own to the command \(a message that no host sends\)/,
  ],
  "worker-broken": [
    '{ worker: new URL("./broken.ts", import.meta.url), run: (input, _, pool) => pool.run("x", input) }',
    /its model worker-broken throws ThreadLost: .*Expression expected.* \(in .*broken\.ts:2\)/,
  ],
  "worker-ends": [
    '{ worker: new URL("./empty.ts", import.meta.url), run: (input, _, pool) => pool.run("x", input) }',
    /its model worker-ends throws ThreadLost: .*; a worker's file calls serve of byturns\/worker/,
  ],
  "worker-number": [
    '{ worker: new URL("./number.worker.ts", import.meta.url), run: (input, _, pool) => pool.run("x", input) }',
    /its model worker-number throws .*Cannot serve x: a task is a function, and it is of type number/,
  ],
  "worker-dies": [
    '{ worker: new URL("./dies.worker.ts", import.meta.url), run: (input, _, pool) => pool.run("die", input) }',
    /its model worker-dies throws ThreadLost: /,
  ],
  "worker-throws": [
    '{ worker: new URL("./throws.worker.ts", import.meta.url), run: (input, _, pool) => pool.run("die", input) }',
    /its model worker-throws throws .*no license/,
  ],
  "worker-without-task": [
    '{ worker: new URL("./dies.worker.ts", import.meta.url), run: (input, _, pool) => pool.run("dye", input) }',
    /its model worker-without-task throws .*dye/,
  ],
};
/** These hang, and are measured by themselves, with a short limit: on a busy machine the others may take longer. */
const hanging: typeof faulty = {
  blocks: ["() => { while (true); }", /its model blocks was still running after 2 s: a call must settle/],
  "never-settles": ["() => new Promise(() => {})", /its model never-settles was still running after 2 s/],
};
const before =
  'import * as Effect from "effect/Effect";\nimport { setTimeout as sleep } from "node:timers/promises";';

describe("models of one's own that go wrong", () => {
  let project: Awaited<ReturnType<typeof ownProject>> | undefined;
  const says: string[] = [];
  const done = new Set<string>();
  beforeAll(async () => {
    const modelsOf = (all: typeof faulty) =>
      Object.entries(all)
        .map(([name, [text]]) => `"${name}": ${text},`)
        .join("\n");
    project = await ownProject({
      "faulty.bench.ts": withModels(modelsOf(faulty), "", before),
      "hanging.bench.ts": withModels(modelsOf(hanging)),
      "checked.bench.ts": withModels("", 'check() { throw new Error("check is broken"); },'),
      "read.bench.ts": withModels("", 'readings: { wait: { of: () => "long" } },'),
      "good.bench.ts": withModels("other: async (input) => input.n,"),
      "empty.ts": "export {};\n",
      "broken.ts": "export const a = 1;\nexport const b = ;\n",
      "enum.ts": "export enum Size { Small }\n",
      "number.worker.ts": 'import { serve } from "byturns/worker";\nserve({ x: 5 as never });\n',
      "throws.worker.ts": 'throw new Error("no license");\n',
      "dies.worker.ts": 'import { serve } from "byturns/worker";\nserve({ die() { process.exit(1); } });\n',
    });
    const { folder } = project;
    const measured = async (names: readonly string[], timeLimitMs: number) => {
      const examples = names.map((name) => join(folder, `${name}.bench.ts`));
      const wanted = { runtimes: ["node"], profile: "smoke", forks: 1, timeLimitMs, seed: 1 };
      const end = await measure(await plan({ examples, ...wanted }), {
        folder: join(folder, "runs", String(timeLimitMs)),
      });
      says.push(...(await runFaults(end.folder, folder)));
      for (const { cell, outcome } of (await readRun(end.folder)).forks)
        if (outcome._tag === "done") done.add(cell.split("/node@")[0] as string);
    };
    await measured(["faulty", "checked", "read", "good"], 60_000);
    await measured(["hanging"], 2_000);
  });
  afterAll(() => project?.[Symbol.asyncDispose]());

  const all = [
    ...Object.entries(faulty).map((one) => ["faulty", ...one] as const),
    ...Object.entries(hanging).map((one) => ["hanging", ...one] as const),
  ];
  it.each(all)("in %s.bench.ts, %s gets one sentence", (of, name, [, wanted]) => {
    const file = join(project?.folder ?? "", `${of}.bench.ts`);
    const mine = says.filter((one) => one.startsWith(file) && new RegExp(`its model ${name} `).test(one));
    expect(mine, says.join("\n")).toHaveLength(1);
    expect(mine[0]).not.toContain("\n");
    expect(mine[0]?.slice(file.length)).toMatch(wanted);
  });

  it("name a check that throws", () => {
    expect(says.filter((one) => one.includes("checked.bench.ts"))).toEqual([
      expect.stringMatching(
        /its model good returns what it must not: the check itself failed: check is broken/,
      ),
    ]);
  });

  it("name a reading that is no figure", () => {
    expect(says.filter((one) => one.includes("read.bench.ts"))).toEqual([
      expect.stringMatching(
        /its model good returns what it must not: its reading wait is "long", and must be a number or nothing/,
      ),
    ]);
  });

  it("do not keep the others from being measured", () => {
    const good = ["faulty/small/good", "good/small/good", "good/small/other"];
    expect([...done].toSorted()).toEqual(expect.arrayContaining(good));
    expect([...done].filter((cell) => !good.includes(cell) && cell !== "hanging/small/good")).toEqual([]);
  });
});
