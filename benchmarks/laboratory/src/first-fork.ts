// How soon the first fork starts after `byturns bench`: `node src/first-fork.ts [times]`. For the very first start,
// with nothing compiled, and for later ones.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "@byturns/statistics";
import { answer } from "./ask.ts";
import { catalog } from "./catalog.ts";

const times = Number(process.argv[2] ?? 5);
const limitMs = 1_500;

/** Milliseconds until the first fork starts, over all runtimes and models. */
async function firstForkMs(env: NodeJS.ProcessEnv): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "byturns-first-"));
  try {
    const command = join(catalog.root, "apps/byturns/bin/byturns");
    const beganMs = Date.now();
    const words = ["bench", "say-after", "--profile", "smoke", "--out", join(folder, "run")];
    const child = spawn(command, words, { env: { ...process.env, ...env }, stdio: "ignore" });
    const [code] = await once(child, "exit");
    // 1 means that a fork was not correct, which does not affect its start.
    if (code !== 0 && code !== 1) throw new Error(`byturns bench ended with ${code}`);
    const [line = ""] = (await readFile(join(folder, "run", "forks.ndjson"), "utf8")).split("\n", 1);
    return Date.parse(JSON.parse(line).startedAt) - beganMs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const first: number[] = [];
const later: number[] = [];
for (let i = 0; i < times; i++) {
  first.push(await firstForkMs({ NODE_DISABLE_COMPILE_CACHE: "1" }));
  later.push(await firstForkMs({}));
}
for (const [when, seenMs] of [
  ["the very first time", first],
  ["later", later],
] as const) {
  const middleMs = median(seenMs);
  answer(
    `the first fork after byturns bench, ${when}`,
    `<= ${limitMs} ms`,
    `${middleMs.toFixed()} ms (${Math.min(...seenMs)} to ${Math.max(...seenMs)} in ${times})`,
    middleMs <= limitMs,
  );
}
