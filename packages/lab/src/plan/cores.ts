// How many cores a process may really use: a container's quota is often less than the machine's core count.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/**
 * Cores that this process may use at the same time: those it may run on, limited by the quota of its control group. A
 * fraction if the quota is one.
 */
export function usableCores(): number {
  return Math.min(availableParallelism(), quotaCores() ?? Number.POSITIVE_INFINITY);
}

/** P: at least two, so that there is something to run in parallel. */
export function defaultThreads(): number {
  return Math.max(2, Math.floor(usableCores()));
}

/**
 * P from 1 to twice the cores: 1, the cores and twice the cores first, then every value up to 4 and two per doubling
 * beyond.
 */
export function threadsAcross(cores: number): number[] {
  const most = Math.max(2, 2 * Math.floor(cores));
  const steps = [1, most / 2, most, 2, 3];
  for (let step = 4; step < most; step *= 2) steps.push(step, 1.5 * step);
  return [...new Set(steps)].filter((step) => step <= most);
}

/** The control group's quota in cores, the smallest on the path to the root; undefined if there is none. */
export function quotaCores(): number | undefined {
  if (process.platform !== "linux") return undefined;
  const quotas = groupFolders()
    .map(quotaOf)
    .filter((cores) => cores !== undefined);
  return quotas.length === 0 ? undefined : Math.min(...quotas);
}

function groupFolders(): string[] {
  const own = readText("/proc/self/cgroup") ?? "";
  const folders = ["/sys/fs/cgroup", "/sys/fs/cgroup/cpu"];
  for (const line of own.split("\n")) {
    const [, controllers = "", path = ""] = line.split(":");
    if (controllers !== "" && !controllers.split(",").includes("cpu")) continue;
    const base = controllers === "" ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu";
    for (let at = path; at.length > 1; at = at.slice(0, at.lastIndexOf("/"))) folders.push(base + at);
  }
  return folders;
}

function quotaOf(folder: string): number | undefined {
  const [quota, period] = readText(`${folder}/cpu.max`)?.trim().split(" ") ?? [
    readText(`${folder}/cpu.cfs_quota_us`),
    readText(`${folder}/cpu.cfs_period_us`),
  ];
  const cores = Number(quota) / Number(period);
  return cores > 0 && Number.isFinite(cores) ? cores : undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
