// A lab that is killed with SIGKILL while its fork computes forever: `node src/killed-lab.ts [kills] [lanes] [runtime]...`,
// under each runtime or those named; every second time the lab's whole group is killed. None of its processes may exist 5
// seconds later.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { answer } from "./ask.ts";

const kills = Number(process.argv[2] ?? 100);
const lanes = Number(process.argv[3] ?? 1);
const runtimes = process.argv.length > 4 ? process.argv.slice(4) : ["node", "deno", "bun"];
const withinMs = 5_000;
const lab = fileURLToPath(new URL("../../../packages/lab/test/killable.ts", import.meta.url));

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly start: string;
}

async function processes(): Promise<readonly Seen[]> {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    names.map((name) => readFile(`/proc/${name}/stat`, "latin1").catch(() => "")),
  );
  return stats.flatMap((stat) => {
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (stat === "" || fields[0] === "Z") return [];
    const [parent, ticks, start = ""] = [Number(fields[1]), Number(fields[11]), fields[19]];
    return [{ pid: Number.parseInt(stat, 10), parent, ticks, start }];
  });
}

/** All descendants of a lab, once one of its forks has computed for a while. */
async function whenBusy(pid: number): Promise<readonly Seen[]> {
  for (;;) {
    const all = await processes();
    const own = new Set([pid]);
    for (let before = 0; before !== own.size; ) {
      before = own.size;
      for (const one of all) if (own.has(one.parent)) own.add(one.pid);
    }
    const found = all.filter((one) => one.pid !== pid && own.has(one.pid));
    if (found.some(({ ticks }) => ticks > 60)) return found;
    await sleep(50);
  }
}

/** How long a killed lab's processes survived, in milliseconds; infinite if they still exist. */
async function killOne(runtime: string, folder: string, isGroup: boolean): Promise<number> {
  const words = [lab, folder, "1", "computes for ever", runtime];
  const child = spawn(process.execPath, words, { detached: true, stdio: ["ignore", "ignore", "inherit"] });
  const pid = child.pid as number;
  const found = await whenBusy(pid);
  const over = once(child, "exit");
  const beganMs = performance.now();
  process.kill(isGroup ? -pid : pid, "SIGKILL");
  await over;
  for (;;) {
    const all = await processes();
    const left = found.filter((one) => all.some(({ pid, start }) => pid === one.pid && start === one.start));
    const ms = performance.now() - beganMs;
    if (left.length === 0) return ms;
    if (ms > withinMs) {
      for (const { pid } of left) process.kill(pid, "SIGKILL");
      return Number.POSITIVE_INFINITY;
    }
    await sleep(50);
  }
}

const folder = await mkdtemp(join(tmpdir(), "byturns-killed-lab-"));
try {
  for (const runtime of runtimes) {
    const todo = Array.from({ length: kills }, (_, i) => i);
    const lived: number[] = [];
    const work = async () => {
      for (let i = todo.shift(); i !== undefined; i = todo.shift()) {
        lived.push(await killOne(runtime, join(folder, `${runtime}-${i}`), i % 2 === 1));
      }
    };
    await Promise.all(Array.from({ length: lanes }, work));
    const left = lived.filter((ms) => ms === Number.POSITIVE_INFINITY).length;
    const longest = Math.max(...lived.filter(Number.isFinite));
    answer(
      `${kills} kills of a lab with a busy fork, under ${runtime}`,
      `0 with a process left after ${withinMs / 1_000} s`,
      `${left} with one; the longest lived ${(longest / 1_000).toFixed(1)} s`,
      left === 0,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
