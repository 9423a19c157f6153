// Many processes that find one stale lock at the same time: `node src/stale-locks.ts [rounds]`. Two must never hold it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { answer } from "./ask.ts";

const rounds = Number(process.argv[2] ?? 100);
const processes = 8;
const script = fileURLToPath(new URL("../../../packages/record/test/contends.ts", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "byturns-locks-"));
const contenders = Array.from({ length: processes }, () => {
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
});
const all = async (line: string) => {
  for (const { child } of contenders) child.stdin.write(`${line}\n`);
  return Promise.all(contenders.map(async ({ lines }) => (await lines.next()).value as string));
};
const holders = new Map<number, number>();
let left = 0;
try {
  for (let round = 0; round < rounds; round++) {
    const at = join(folder, `${round}`);
    await mkdir(at);
    // A pid that no system assigns.
    await writeFile(join(at, "lab.lock"), JSON.stringify({ pid: 4_194_305, started: "1", host: hostname() }));
    const held = (await all(at)).filter((line) => line === "locked").length;
    holders.set(held, (holders.get(held) ?? 0) + 1);
    await all("");
    left += (await readdir(at)).length;
  }
} finally {
  for (const { child } of contenders) child.stdin.end();
  await Promise.all(contenders.map(({ child }) => once(child, "exit")));
  await rm(folder, { recursive: true, force: true });
}
answer(
  `${processes} processes at one stale lock, ${rounds} rounds`,
  `one holder in ${rounds} of ${rounds}, no file left`,
  `${[...holders].map(([held, times]) => `${held} in ${times}`).join(", ")}, ${left} files left`,
  holders.get(1) === rounds && left === 0,
);
