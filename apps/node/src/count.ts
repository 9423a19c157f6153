// What Node counts: `async_hooks` reports every promise, timer, immediate and tick of the main thread.
import { createHook } from "node:async_hooks";
import type { Counters } from "@byturns/context";

/** Node's resource types, and their names in counts. */
const made: Readonly<Record<string, string>> = {
  PROMISE: "promises",
  Timeout: "timers",
  Immediate: "immediates",
  TickObject: "ticks",
};

/** Begins to count. A microtask is a promise reaction that runs, or a callback of `queueMicrotask`. */
export async function count(): Promise<Counters> {
  const counts: Record<string, number> = { promises: 0, microtasks: 0, timers: 0, immediates: 0, ticks: 0 };
  const isMicrotask = new Map<number, boolean>();
  createHook({
    init(id, type) {
      const name = made[type];
      if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
      if (type === "PROMISE" || type === "Microtask") isMicrotask.set(id, true);
    },
    before(id) {
      if (isMicrotask.has(id)) counts.microtasks = (counts.microtasks ?? 0) + 1;
    },
    destroy(id) {
      isMicrotask.delete(id);
    },
  }).enable();
  return { read: () => ({ ...counts }) };
}
