// The properties of this machine that figures depend on.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { arch, cpus, hostname, loadavg, platform, release, totalmem } from "node:os";
import { promisify } from "node:util";
import type { Machine } from "@byturns/record";
import { usableCores } from "../plan/cores.ts";
import { conditionsOf } from "./doctor.ts";

/** Examines the machine. Takes some milliseconds and starts no process. */
export async function examineMachine(): Promise<Machine> {
  const cpu = cpus()[0]?.model.trim() ?? "unknown";
  const [governor, name] = await Promise.all([
    text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
    text("/etc/machine-id"),
  ]);
  const machine = {
    id: createHash("sha256").update([hostname(), name, cpu].join("\n")).digest("hex").slice(0, 8),
    platform: platform(),
    arch: arch(),
    kernel: release(),
    cpu,
    cores: cpus().length,
    usableCores: usableCores(),
    memoryBytes: totalmem(),
    load: loadavg()[0] ?? 0,
    ...(governor === undefined ? {} : { governor }),
    seenAt: new Date().toISOString(),
  };
  return { ...machine, conditions: await conditionsOf({ ...machine, pageTouchUs: pageTouchUs() }) };
}

/** The least of three means over 1,024 pages, in microseconds; takes a millisecond, or 50 on the slowest machines. */
function pageTouchUs(): number {
  const pages = 1_024;
  // Large enough to be new memory of the system, which gives none before it is written to.
  const means = Array.from({ length: 3 }, () => {
    const memory = new Uint8Array(pages * pageBytes);
    const startMs = performance.now();
    for (let at = 0; at < memory.length; at += pageBytes) memory[at] = 1;
    return ((performance.now() - startMs) * 1_000) / pages;
  });
  return Math.min(...means);
}

/** The least there is: where pages are larger, it is a part of one that is touched. */
const pageBytes = 4_096;

/** The commit of the sources, and whether the working tree differs from it; empty if git cannot determine it. */
export async function commitOf(root: string): Promise<{ commit?: string; dirty?: boolean }> {
  // Without optional locks: reading must not write the index of a repository in use.
  const look = (...words: string[]) =>
    promisify(execFile)("git", ["--no-optional-locks", ...words], { cwd: root });
  const git = async (...words: string[]) => (await look(...words)).stdout.trim();
  try {
    const [commit, changes] = await Promise.all([
      git("rev-parse", "HEAD"),
      git("status", "--porcelain", "-uno"),
    ]);
    return { commit, dirty: changes !== "" };
  } catch {
    return {};
  }
}

/** A small file's trimmed text; undefined if the file does not exist. */
export async function text(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").then(
    (read) => read.trim(),
    () => undefined,
  );
}
