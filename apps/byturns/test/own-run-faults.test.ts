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
  blocks: ["() => { while (true); }", /its model blocks was still running after 2 s: a call must settle/],
  "never-settles": ["() => new Promise(() => {})", /its model never-settles was still running after 2 s/],
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
  "not-there": ['() => import("./gone.ts")', /its model not-there throws .*gone\.ts/],
  "sends-messages": [
    '(input) => { process.send?.({ _tag: "done" }); return input.n; }',
    /its model sends-messages sent a message of its own/,
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
const before =
  'import * as Effect from "effect/Effect";\nimport { setTimeout as sleep } from "node:timers/promises";';

describe("models of one's own that go wrong", () => {
  let project: Awaited<ReturnType<typeof ownProject>> | undefined;
  let says: readonly string[] = [];
  let done: ReadonlySet<string> = new Set();
  beforeAll(async () => {
    const models = Object.entries(faulty).map(([name, [text]]) => `"${name}": ${text},`);
    project = await ownProject({
      "faulty.bench.ts": withModels(models.join("\n"), "", before),
      "checked.bench.ts": withModels("", 'check() { throw new Error("check is broken"); },'),
      "read.bench.ts": withModels("", 'readings: { wait: { of: () => "long" } },'),
      "good.bench.ts": withModels("other: async (input) => input.n,"),
      "empty.ts": "export {};\n",
      "throws.worker.ts": 'throw new Error("no license");\n',
      "dies.worker.ts": 'import { serve } from "byturns/worker";\nserve({ die() { process.exit(1); } });\n',
    });
    const { folder } = project;
    const wanted = { runtimes: ["node"], profile: "smoke", forks: 1, timeLimitMs: 2_000, seed: 1 };
    const made = await plan({ examples: [folder], ...wanted });
    const end = await measure(made, { folder: join(folder, "runs", "first") });
    says = await runFaults(end.folder, folder);
    const { forks } = await readRun(end.folder);
    done = new Set(
      forks.flatMap(({ cell, outcome }) =>
        outcome._tag === "done" ? [cell.split("/node@")[0] as string] : [],
      ),
    );
  });
  afterAll(() => project?.[Symbol.asyncDispose]());

  it.each(Object.entries(faulty))("%s gets one sentence", (name, [, wanted]) => {
    const file = join(project?.folder ?? "", "faulty.bench.ts");
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
    expect([...done].toSorted()).toEqual(["faulty/small/good", "good/small/good", "good/small/other"]);
  });
});
