// What killed commands left in the system's temporary folder goes when the next one starts.
import { once } from "node:events";
import { existsSync, globSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Ended, type Running, start } from "./command.ts";

let place = "";
/** The system's temporary folder of all commands here. */
let temporary = "";
let checkout = "";
/** What each killed command left, by its name. */
const left = new Map<string, string>();
let next: Ended;

/** Each with what it writes into the temporary folder once it is under way. */
const commands: readonly (readonly [string, () => readonly string[], pattern: string])[] = [
  ["order", () => ["order", "ticks-executor", "--runtime", "node", "--times", "1000"], "/*.mjs"],
  ["order --witness", () => ["order", "--witness", checkout, "--runtime", "node"], "/"],
  ["calibrate --warm-up", () => ["calibrate", "--warm-up", "main", "--runtime", "node"], "/run/plan.json"],
];

/** The folder of a command that is under way; until then, its wait fails with how it ended. */
async function folderOf({ child, ended }: Running, pattern: string): Promise<string> {
  const find = () => globSync(`byturns-*-${child.pid}-*${pattern}`, { cwd: temporary });
  await Promise.race([
    vi.waitFor(() => expect(find()).not.toEqual([]), { timeout: 120_000 }),
    ended.then(({ stderr }) => expect.fail(`The command ended before it had a folder: ${stderr}`)),
  ]);
  return join(temporary, find()[0]?.split("/")[0] ?? "");
}

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "byturns-killed-folders-"));
  temporary = join(place, "temporary");
  checkout = join(place, "checkout");
  await mkdir(temporary);
  await mkdir(join(checkout, "test/parallel"), { recursive: true });
  await writeFile(join(checkout, "test/parallel/test-timers-hangs.js"), "setInterval(() => {}, 1_000);");
  const env = { TMPDIR: temporary };
  const started = commands.map(([name, args, pattern]) => [name, start(args(), env), pattern] as const);
  await Promise.all(
    started.map(async ([name, command, pattern]) => {
      left.set(name, await folderOf(command, pattern));
      // It lives until all have a folder, or the next would remove this one's; and does nothing meanwhile.
      command.child.kill("SIGSTOP");
    }),
  );
  for (const [, { child }] of started) {
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }
  for (const folder of left.values()) {
    expect(dirname(folder)).toBe(temporary);
    expect(existsSync(folder)).toBe(true);
  }
  next = await start(["order", "ticks-executor", "--runtime", "node", "--times", "1"], env).ended;
});
afterAll(() => rm(place, { recursive: true, force: true }));

it.each(commands)("the folder of a killed `byturns %s` is removed by the next command", (name) => {
  expect(next).toMatchObject({ code: 0 });
  expect(left.has(name)).toBe(true);
  expect(existsSync(left.get(name) ?? "")).toBe(false);
});
