// What disturbs this machine, and how to fix it.
import { readdir, readFile } from "node:fs/promises";
import type { Condition, Machine } from "@byturns/record";

/** Input for the conditions beyond what the machine itself reports. */
export type Seen = Pick<Machine, "platform" | "cores" | "usableCores" | "load" | "memoryBytes"> & {
  readonly governor?: string;
  /** What it takes to touch a page of memory for the first time, in microseconds. */
  readonly pageTouchUs: number;
};

/** Everything that a reader of this machine's figures should know. Takes some milliseconds and starts no process. */
export async function conditionsOf(seen: Seen): Promise<readonly Condition[]> {
  return [
    load(seen),
    cores(seen),
    governor(seen),
    pageTouch(seen),
    ...(await Promise.all([steal(), swap(), thermal()])),
  ];
}

function load({ load, cores }: Seen): Condition {
  const what = `load over the last minute is ${load.toFixed(2)} on ${cores} cores`;
  if (load < 0.25 * cores) return { id: "load", weight: "good", what };
  const weight = load < 0.75 * cores ? "note" : "bad";
  return { id: "load", weight, what, advice: "End what else runs, or wait for it." };
}

function cores({ cores, usableCores }: Seen): Condition {
  if (usableCores >= 2 && usableCores === cores) {
    return { id: "quota", weight: "good", what: `all ${cores} cores may be used` };
  }
  if (usableCores < 2) {
    return {
      id: "quota",
      weight: "bad",
      what: `only ${usableCores} of ${cores} cores may be used at once`,
      advice: "Give the process at least two cores: threads cannot gain anything on one.",
    };
  }
  return {
    id: "quota",
    weight: "note",
    what: `${usableCores} of ${cores} cores may be used at once`,
    advice: "A quota is enforced by stopping the process for a while, which shows as rare, long calls.",
  };
}

function governor({ governor }: Seen): Condition {
  if (governor === undefined)
    return { id: "governor", weight: "note", what: "the frequency governor cannot be seen" };
  if (governor === "performance")
    return { id: "governor", weight: "good", what: `frequency governor: ${governor}` };
  return {
    id: "governor",
    weight: "note",
    what: `frequency governor: ${governor}`,
    advice: "Set it to performance while measuring: cpupower frequency-set -g performance",
  };
}

/** Below a microsecond on hardware, about one where the processor pages for a guest, 10 where a hypervisor does. */
function pageTouch({ pageTouchUs }: Seen): Condition {
  const what = `the first touch of a page of memory takes ${pageTouchUs.toPrecision(2)} us`;
  if (pageTouchUs < 2) return { id: "page-touch", weight: "good", what };
  const weight = pageTouchUs < 5 ? "note" : "bad";
  const advice =
    "New memory, and starts of processes and threads, take several times as long here as elsewhere: use a machine whose processor does the paging for its guests.";
  return { id: "page-touch", weight, what, advice };
}

/** Time that other guests of the same host took since this guest started. */
async function steal(): Promise<Condition> {
  const numbers = (await read("/proc/stat"))
    ?.match(/^cpu +(.*)$/m)?.[1]
    ?.split(" ")
    .map(Number);
  const total = numbers?.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0);
  if (numbers === undefined || !total)
    return { id: "steal", weight: "note", what: "stolen time cannot be seen" };
  const share = (100 * (numbers[7] ?? 0)) / total;
  const what = `${share.toFixed(2)} % of the processors' time went to other guests since the start`;
  if (share < 0.5) return { id: "steal", weight: "good", what };
  const weight = share < 3 ? "note" : "bad";
  return { id: "steal", weight, what, advice: "Use a machine of your own, or more forks." };
}

async function swap(): Promise<Condition> {
  const memory = await read("/proc/meminfo");
  const bytes = (name: string) =>
    Number(memory?.match(new RegExp(`^${name}: +(\\d+)`, "m"))?.[1] ?? Number.NaN) * 1_024;
  const used = bytes("SwapTotal") - bytes("SwapFree");
  const available = bytes("MemAvailable");
  if (Number.isNaN(available))
    return { id: "memory", weight: "note", what: "free memory and swap cannot be seen" };
  const what = `${gib(available)} of memory are available, ${gib(used)} are swapped out`;
  if (available < 2 ** 30) {
    return {
      id: "memory",
      weight: "bad",
      what,
      advice: "Free a GiB at least: examples of scale take that much.",
    };
  }
  if (used > 2 ** 28)
    return { id: "memory", weight: "note", what, advice: "Turn swap off while measuring: swapoff -a" };
  return { id: "memory", weight: "good", what };
}

async function thermal(): Promise<Condition> {
  const times = await throttledTimes();
  if (times === undefined)
    return { id: "thermal", weight: "note", what: "throttling for heat cannot be seen" };
  const what = `throttled for heat ${times} times since the start`;
  if (times === 0) return { id: "thermal", weight: "good", what };
  return { id: "thermal", weight: "note", what, advice: "A run says how often it happened meanwhile." };
}

/** How often processors were throttled for heat since boot; undefined if the machine does not report it. */
export async function throttledTimes(): Promise<number | undefined> {
  const base = "/sys/devices/system/cpu";
  const names = await readdir(base).catch((): string[] => []);
  const counts = await Promise.all(
    names
      .filter((name) => /^cpu\d+$/.test(name))
      .map((name) => read(`${base}/${name}/thermal_throttle/core_throttle_count`)),
  );
  const seen = counts.filter((count) => count !== undefined).map(Number);
  return seen.length === 0 ? undefined : seen.reduce((sum, count) => sum + count, 0);
}

/** The clock resolution of a runtime: `name` is its title and version. */
export function clockCondition(name: string, stepMs: number): Condition {
  const stepNs = Math.round(stepMs * 1e6);
  const id = `clock ${name}`;
  const what = `the clock of ${name} makes steps of ${stepNs.toLocaleString("en-US")} ns`;
  if (stepNs <= 1_000) return { id, weight: "good", what };
  const weight = stepNs <= 100_000 ? "note" : "bad";
  return {
    id,
    weight,
    what,
    advice: "Calls that are not much longer than a step cannot be timed one by one.",
  };
}

const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

function read(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
