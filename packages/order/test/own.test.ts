import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { observe } from "../src/observe.ts";
import { loadOwn, type OwnProbe, ownFiles } from "../src/own/load.ts";
import { ownFaults } from "../src/own/own-faults.ts";
import { node } from "./support.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byturns-own-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(name: string, text: string) {
  const file = join(folder, name);
  await writeFile(file, text);
  return loadOwn(file);
}

const unloadable: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "syntax.probe.ts": [
    "\nexport const probe = { program() { mark( };",
    /:2: it cannot be loaded: SyntaxError/,
  ],
  "enum.probe.ts": ["enum A { B }", /:1: it cannot be loaded: SyntaxError.* enum/],
  "throws.probe.ts": ["\n\nthrow new Error('at load');", /:3: it cannot be loaded: Error: at load$/],
  "exits.probe.ts": ["process.exit(3);", /: it ended the process with exit code 3 while it was loaded/],
  "kills.probe.ts": [
    "process.kill(process.pid, 'SIGKILL'); for (;;);",
    /: it ended the process with SIGKILL while it was loaded/,
  ],
  "never.probe.mjs": ["await new Promise(() => {});", /: an await at its top level never settles$/],
  "example.probe.mjs": [
    "export default { [Symbol.for('byturns.example')]: 1, definition: {} };",
    /: it declares an example, and no probe: measure it with byturns bench$/,
  ],
  "none.probe.ts": ["export const other = 1;", /: it exports no probe: write `export const probe/],
  "missing.probe.ts": ["import 'not-there';", /: it cannot be loaded: .*'not-there'/],
  "kind.probe.mjs": [
    "\nexport const probe = { kinds: ['modul'], program() {} };",
    /:2: its kinds must be a list of module, loaded, commonjs, worker, not \["modul"\]$/,
  ],
  "field.probe.mjs": ["export const probe = { programm() {} };", /: a probe has no field "programm"/],
  "id.probe.mjs": ["export const probe = { id: 'x', program() {} };", /:1: its id is "x": expected "id"/],
  "text.probe.mjs": ["export const probe = 7;", /: its probe must be an object with a program, not 7$/],
  "program.probe.mjs": ["export const probe = { program: 1 };", /: its program must be a function, not 1/],
  "arrow.probe.mjs": ["export const probe = { program: () => 1 };", /:1: its programs must be .* in braces/],
  "promise.probe.mjs": [
    "export const probe = { program() {}, promises: [{ by: 'Node', says: 'x', link: 'y' }] };",
    /:1: promise 1 must have one of order, always, never or open/,
  ],
  "Upper.probe.mjs": ["export const probe = { program() {} };", /:1: "Upper" cannot be a probe's id/],
};

const failing: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "boom.probe.ts": [
    "export const probe = {\n  program({ mark }: { mark(name: string): void }) {\n\n    mark('a');\n    throw new RangeError('boom');\n  },\n};",
    /boom\.probe\.ts:5: the program throws RangeError: boom: catch it.*under node 26\.10\.0 \(module, 1 of 1/,
  ],
  "endless.probe.mjs": [
    "\nexport const probe = { limitMs: 4_000, program({ mark }) {\n  mark('a'); setInterval(() => {}, 50);\n} };",
    /endless\.probe\.mjs:2: the program does not end within 4000 ms/,
  ],
  "silent.probe.mjs": [
    "export const probe = { program({ mark }) { if (!mark) mark('a'); } };",
    /silent\.probe\.mjs:1: the program ends without a mark/,
  ],
  "killed.probe.mjs": [
    "export const probe = { program({ mark }) { mark('a'); process.kill(process.pid, 'SIGKILL'); } };",
    /killed\.probe\.mjs:1: the program ends with SIGKILL: declare endings: \["SIGKILL"\]/,
  ],
  "worker.probe.mjs": [
    "export const probe = {\n  program({ thread, mark }) { thread('w'); mark('a'); },\n  workers: {\n    w() {\n      throw new Error('in the worker');\n    },\n  },\n};",
    /worker\.probe\.mjs:5: the program throws in the worker: catch it/,
  ],
};

describe("loadOwn()", () => {
  it.each(Object.entries(unloadable))(
    "says in one sentence why %s is no probe",
    async (name, [text, says]) => {
      const fault = await load(name, text);
      expect(fault).toMatchObject({ says: expect.stringMatching(says) });
      expect((fault as { says: string }).says).not.toContain("\n");
    },
  );

  it("ends a file that never stops running while it is loaded", async () => {
    const file = join(folder, "spins.probe.mjs");
    await writeFile(file, "for (;;);");
    expect(await loadOwn(file, { limitMs: 300 })).toMatchObject({
      says: expect.stringMatching(/: it was not loaded within 0\.3 s/),
    });
  });

  it("fills in what a probe leaves out, and ends what its file left running", async () => {
    const own = (await load(
      "least.probe.ts",
      "setInterval(() => {}, 1000);\nexport default {\n  program({ mark }: any) { mark('a'); },\n};",
    )) as OwnProbe;
    expect(own.probe).toMatchObject({ id: "least", kinds: ["module"], promises: [], claims: [] });
    expect(own.lines).toEqual({ program: 3 });
    const [seen] = await observe(own.probe, [node], { times: 1 });
    expect(seen?.frequencies).toEqual([{ sequence: ["a"], count: 1 }]);
    expect(ownFaults(own, seen === undefined ? [] : [seen])).toEqual([]);
  });
});

describe("ownFaults()", () => {
  it.each(Object.entries(failing))(
    "says in one sentence how %s fails, and at which line",
    async (name, [text, says]) => {
      const own = (await load(name, text)) as OwnProbe;
      const [fault, ...more] = ownFaults(own, await observe(own.probe, [node], { times: 1 }));
      expect(fault).toMatch(says);
      expect(more).toEqual([]);
    },
  );
});

describe("ownFiles()", () => {
  it("takes a file, or those of a folder, and refuses what is not there", async () => {
    await writeFile(join(folder, "least.probe.ts"), "");
    await writeFile(join(folder, "other.ts"), "");
    expect(await ownFiles(join(folder, "other.ts"))).toEqual([join(folder, "other.ts")]);
    const files = await ownFiles(folder);
    expect(files).toContain(join(folder, "least.probe.ts"));
    expect(files).not.toContain(join(folder, "other.ts"));
    await expect(ownFiles(join(folder, "nowhere"))).rejects.toThrow("There is no file or folder");
    await writeFile(join(folder, "data.json"), "{}");
    await expect(ownFiles(join(folder, "data.json"))).rejects.toThrow("data.json is no script: expected a");
    const empty = await mkdtemp(join(folder, "empty-"));
    await expect(ownFiles(empty)).rejects.toThrow("has no probe");
  });
});
