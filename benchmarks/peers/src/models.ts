// The contenders, one line each: ours, and the peers. A contender is loaded only when a job needs it.
import { type Models, models as ours } from "@byturns/host";
import type { Permissions } from "@byturns/spec";

/** All contenders, by name. */
export const models: Models = {
  ...ours,
  promises: async () => (await import("./ports/promises.ts")).port,
  "p-map": async () => (await import("./ports/p-map.ts")).port,
  "p-limit": async () => (await import("./ports/p-limit.ts")).port,
  "async-mutex": async () => (await import("./ports/async-mutex.ts")).port,
  fastq: async () => (await import("./ports/fastq.ts")).port,
  "p-queue": async () => (await import("./ports/p-queue.ts")).port,
  "p-retry": async () => (await import("./ports/p-retry.ts")).port,
  "p-throttle": async () => (await import("./ports/p-throttle.ts")).port,
  bottleneck: async () => (await import("./ports/bottleneck.ts")).port,
  "p-memoize": async () => (await import("./ports/p-memoize.ts")).port,
  "map-of-promises": async () => (await import("./ports/map-of-promises.ts")).port,
  "fibers-sync": async () => (await import("./ports/fibers-sync.ts")).port,
  "fibers-unyielding": async () => (await import("./ports/fibers-unyielding.ts")).port,
  "fibers-128-ops": async () => (await import("./ports/fibers-128-ops.ts")).port,
  "fibers-lean": async () => (await import("./ports/fibers-lean.ts")).port,
  "fibers-detached": async () => (await import("./ports/fibers-detached.ts")).port,
  "fibers-in-turn": async () => (await import("./ports/fibers-in-turn.ts")).port,
  "fibers-fork-join": async () => (await import("./ports/fibers-fork-join.ts")).port,
  "promise-all": async () => (await import("./ports/promise-all.ts")).port,
  "promises-in-order": async () => (await import("./ports/promises-in-order.ts")).port,
  "promises-one-by-one": async () => (await import("./ports/promises-one-by-one.ts")).port,
  "promises-countdown": async () => (await import("./ports/promises-countdown.ts")).port,
  "promises-giving-way": async () => (await import("./ports/promises-giving-way.ts")).port,
  "threads-by-message": async () => (await import("./ports/threads-by-message.ts")).port,
  "threads-by-memory": async () => (await import("./ports/threads-by-memory.ts")).port,
  piscina: async () => (await import("./ports/piscina.ts")).port,
  tinypool: async () => (await import("./ports/tinypool.ts")).port,
  workerpool: async () => (await import("./ports/workerpool.ts")).port,
  "processes-by-message": async () => (await import("./ports/processes-by-message.ts")).port,
  "tinypool-process": async () => (await import("./ports/tinypool-process.ts")).port,
  "workerpool-process": async () => (await import("./ports/workerpool-process.ts")).port,
  "effect-workers": async () => (await import("./ports/effect-workers.ts")).port,
  "timers-promises": async () => (await import("./ports/timers-promises.ts")).port,
};

const everything: Permissions = {
  ...{ read: ["*"], write: ["*"], net: ["*"], run: ["*"], env: ["*"], sys: ["*"] },
  why: "its child processes are started with every permission",
};

/** What one of them needs beside its examples; most need nothing. */
export const needs: Readonly<Record<string, Permissions>> = {
  piscina: { env: ["*"], why: "it asks for variables of its own, and so does what it is built on" },
  tinypool: { env: ["*"], why: "it asks for variables of its own" },
  workerpool: { sys: ["cpus"], why: "it counts the cores when it is loaded" },
  "processes-by-message": {
    run: ["{runtime}", "/bin/sh"],
    env: ["NODE_V8_COVERAGE"],
    why: "Deno looks at the variable to start a process",
  },
  "tinypool-process": everything,
  "workerpool-process": everything,
};
