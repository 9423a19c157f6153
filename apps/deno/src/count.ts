// What Deno counts: V8's promise hooks, available in Deno's core, and `async_hooks` for timers, immediates and ticks.
import { createHook } from "node:async_hooks";
import type { Counters } from "@byturns/context";

/** The part of Deno's internals used here. It is not a stable API: a version may lack it. */
interface Core {
  setPromiseHooks?(init: () => void, before: () => void, after: () => void, resolve: () => void): void;
}

const made: Readonly<Record<string, string>> = {
  Timeout: "timers",
  Immediate: "immediates",
  TickObject: "ticks",
};

/** Begins to count. A microtask is a promise reaction that runs, or a callback of `queueMicrotask`. */
export async function count(): Promise<Counters> {
  const counts: Record<string, number> = { timers: 0, immediates: 0, ticks: 0 };
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  createHook({
    init(_id, type) {
      const name = made[type];
      if (name !== undefined) add(name);
    },
  }).enable();
  const core = coreOf(Deno);
  if (core?.setPromiseHooks !== undefined) {
    counts.promises = 0;
    counts.microtasks = 0;
    core.setPromiseHooks(
      () => add("promises"),
      () => add("microtasks"),
      () => {},
      () => {},
    );
    const queue = globalThis.queueMicrotask;
    globalThis.queueMicrotask = (callback) => {
      add("microtasks");
      queue(callback);
    };
  }
  return { read: () => ({ ...counts }) };
}

function coreOf(deno: object): Core | undefined {
  const key = (deno as { readonly internal?: symbol }).internal;
  if (key === undefined) return undefined;
  return (deno as Readonly<Record<symbol, { readonly core?: Core } | undefined>>)[key]?.core;
}
