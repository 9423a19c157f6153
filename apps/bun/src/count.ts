// What Bun counts. It has no promise hooks, but JavaScriptCore counts the objects of each type on its heap, and without
// garbage collection (`BUN_JSC_useGC=0`) that is how many were created. It does not report microtasks.
import { heapStats } from "bun:jsc";
import type { Counters } from "@byturns/context";

/** JavaScriptCore's object types, and their names in counts. */
const made: Readonly<Record<string, string>> = {
  Promise: "promises",
  Timeout: "timers",
  Immediate: "immediates",
};

/** Begins to count. In a process that collects garbage nothing is counted, because the counts would be too low. */
export async function count(): Promise<Counters> {
  let ticks = 0;
  const nextTick = process.nextTick.bind(process);
  process.nextTick = (callback: (...args: never[]) => void, ...args: never[]) => {
    ticks += 1;
    nextTick(callback, ...args);
  };
  if (process.env.BUN_JSC_useGC !== "0") return { read: () => ({ ticks }) };
  return {
    read() {
      const { objectTypeCounts } = heapStats();
      const counts = Object.entries(made).map(([type, name]) => [name, objectTypeCounts[type] ?? 0]);
      return { ...Object.fromEntries(counts), ticks };
    },
  };
}
