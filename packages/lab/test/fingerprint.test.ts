import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { fingerprintOf } from "../src/fingerprint.ts";
import { kind, scratch } from "./laboratory.ts";

const sources: Readonly<Record<string, string>> = {
  "apps/node/main.ts":
    'import { host } from "@own/host";\nimport "./inside.ts";\nimport type { Shape } from "./shape.ts";\n// import "./other.ts"\nhost();\n',
  "apps/node/shape.ts": "export interface Shape {}\n",
  "apps/node/inside.ts": "export const inside = 1;\n",
  "apps/node/other.ts": "export const other = 1;\n",
  "packages/host/package.json": '{ "name": "@own/host", "type": "module", "exports": "./index.ts" }',
  "packages/host/index.ts":
    'export const host = () => import("./port.ts");\nnew URL("./work.worker.ts", import.meta.url);\n',
  "packages/host/port.ts": 'export * from "outside";\n',
  "packages/host/work.worker.ts": "postMessage(1);\n",
  "node_modules/outside/package.json": '{ "name": "outside", "version": "1.0.0", "exports": "./index.js" }',
  "node_modules/outside/index.js": "export const outside = 1;\n",
  "package-lock.json": "{}",
  "README.md": "A page.\n",
};

describe("fingerprintOf()", () => {
  it("changes with what a measured process imports, the lockfile and flags, and with nothing else", async () => {
    await using folder = await scratch();
    const root = folder.at("root");
    const write = async (name: string, text: string) => {
      await mkdir(dirname(`${root}/${name}`), { recursive: true });
      await writeFile(`${root}/${name}`, text);
    };
    for (const [name, text] of Object.entries(sources)) await write(name, text);
    await mkdir(`${root}/node_modules/@own`, { recursive: true });
    await symlink(`${root}/packages/host`, `${root}/node_modules/@own/host`);
    const entry = pathToFileURL(`${root}/apps/node/main.ts`);
    const look = (changes = {}) => fingerprintOf(root, [{ ...kind, entry, ...changes }]);
    const of = async (changes = {}) => (await look(changes)).fingerprint;
    const before = await of();
    expect(before).toMatch(/^[0-9a-f]{12}$/);
    expect(await of()).toBe(before);
    const whenChanged = async (name: string) => {
      await write(name, `${sources[name]}\n`);
      const then = await of();
      await write(name, sources[name] as string);
      return then;
    };
    for (const name of Object.keys(sources)) {
      const matters = ![
        "apps/node/other.ts",
        "apps/node/shape.ts",
        "README.md",
        "packages/host/package.json",
      ].includes(name);
      const isOutside = name.startsWith("node_modules");
      expect((await whenChanged(name)) !== before, name).toBe(matters && !isOutside);
    }
    expect(await of({ flags: () => ["--other"] })).not.toBe(before);
    expect(await of({ environment: () => ({ OTHER: "1" }) })).not.toBe(before);
    expect(await of()).toBe(before);
    // An installed package is known by its version, and each part by its name.
    const { sources: parts } = await look();
    await write(
      "node_modules/outside/package.json",
      '{ "name": "outside", "version": "2.0.0", "exports": "./index.js" }',
    );
    expect(await of()).not.toBe(before);
    const after = (await look()).sources;
    const names = Object.keys(after).filter((name) => after[name] !== parts[name]);
    expect(names).toEqual(["node_modules/outside"]);
    expect(Object.keys(after)).toEqual([
      "apps/node/inside.ts",
      "apps/node/main.ts",
      "node_modules/outside",
      "package-lock.json",
      "packages/host/index.ts",
      "packages/host/port.ts",
      "packages/host/work.worker.ts",
      "runtime node",
    ]);
  });
});
