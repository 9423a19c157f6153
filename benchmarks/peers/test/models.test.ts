// One call of every model under every runtime.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const program = fileURLToPath(new URL("every-model.ts", import.meta.url));
const installed = (name: string) =>
  fileURLToPath(new URL(`../../../node_modules/.bin/${name}`, import.meta.url));

const commands: readonly (readonly [string, string, readonly string[]])[] = [
  ["node", process.execPath, []],
  ["deno", installed("deno"), ["run", "--allow-all"]],
  ["bun", installed("bun"), []],
];

describe.each(commands)("under %s", (runtime, command, flags) => {
  it("every model answers as it must", async () => {
    const { stdout } = await promisify(execFile)(command, [...flags, program, runtime], { timeout: 100_000 });
    const called = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { file: string; model: string; wrong: readonly string[] });
    expect(called.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    expect(called.length).toBeGreaterThan(50);
  });
});
