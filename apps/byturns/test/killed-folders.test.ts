// What a killed command left in the system's temporary folder goes when the next one starts.
import { once } from "node:events";
import { existsSync, globSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { start } from "./command.ts";

let place = "";
let checkout = "";
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "byturns-killed-folders-"));
  checkout = join(place, "checkout");
  await mkdir(join(checkout, "test/parallel"), { recursive: true });
  await writeFile(join(checkout, "test/parallel/test-timers-hangs.js"), "setInterval(() => {}, 1_000);");
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** Each with what it writes into the temporary folder once it is under way. */
const commands: readonly (readonly [string, () => readonly string[], pattern: string])[] = [
  ["order", () => ["order", "ticks-executor", "--runtime", "node", "--times", "1000"], "*/*.mjs"],
  ["order --witness", () => ["order", "--witness", checkout, "--runtime", "node"], "*/"],
  ["calibrate --warm-up", () => ["calibrate", "--warm-up", "main", "--runtime", "node"], "*/run/plan.json"],
];

it.each(commands)(
  "the folder of a killed `byturns %s` is removed by the next command",
  async (name, args, pattern) => {
    const temporary = join(place, name.replaceAll(" ", ""));
    await mkdir(temporary);
    const env = { TMPDIR: temporary };
    const killed = start(args(), env);
    await expect.poll(() => globSync(pattern, { cwd: temporary }), { timeout: 30_000 }).not.toEqual([]);
    killed.child.kill("SIGKILL");
    await once(killed.child, "exit");
    const [left = ""] = globSync(pattern, { cwd: temporary });
    const folder = join(temporary, left.split("/")[0] ?? "");
    expect(dirname(folder)).toBe(temporary);
    expect(existsSync(folder)).toBe(true);
    const next = start(["order", "ticks-executor", "--runtime", "node", "--times", "1"], env);
    expect(await next.ended).toMatchObject({ code: 0 });
    expect(existsSync(folder)).toBe(false);
  },
  60_000,
);
