// Our fibers as they are, and under one setting of Effect each. None of these settings is in our fibers.
import { defineExample, type OpenedModel } from "byturns";
import type { Lever } from "./fibers/levers.ts";

const inputs = {
  "spawn-join": { program: "spawn-join", given: { tasks: 1_000, begin: "in-turn" } },
  "spawn-join-at-once": { program: "spawn-join", given: { tasks: 1_000, begin: "at-once" } },
  skynet: { program: "skynet", given: { levels: 3 } },
  "ping-pong": { program: "ping-pong", given: { rounds: 300, by: "message" } },
  "thread-ring": { program: "thread-ring", given: { tasks: 50, laps: 8 } },
  sieve: { program: "sieve", given: { primes: 60, slots: 1 } },
};

// biome-ignore lint/suspicious/noExplicitAny: each program takes its own input.
const programs: Readonly<Record<string, () => Promise<(given: any) => unknown>>> = {
  "spawn-join": async () => (await import("@byturns/fibers/spawn-join")).spawnJoin,
  skynet: async () => (await import("@byturns/fibers/skynet")).skynet,
  "ping-pong": async () => (await import("@byturns/fibers/ping-pong")).pingPong,
  "thread-ring": async () => (await import("@byturns/fibers/thread-ring")).threadRing,
  sieve: async () => (await import("@byturns/fibers/sieve")).sieve,
};

const under = (lever: Lever): OpenedModel<(typeof inputs)[keyof typeof inputs]> => ({
  async open() {
    const { run } = await import("./fibers/levers.ts");
    const names = Object.entries(programs);
    const loaded = await Promise.all(names.map(async ([name, load]) => [name, await load()] as const));
    return { run, loaded: Object.fromEntries(loaded) };
  },
  run: ({ program, given }, { signal }, { run, loaded }) => run(lever, loaded[program](given), signal),
});

export default defineExample({
  title: "Settings of Effect",
  question: "What do the settings of Effect cost, and what do they save?",
  inputs,
  models: {
    fibers: under("fibers"),
    // The scheduler goes on in microtasks: nothing else gets a turn, not even a timer.
    "fibers-sync": under("fibers-sync"),
    // Fibers give way only where they wait.
    "fibers-unyielding": under("fibers-unyielding"),
    // They give way after 128 operations instead of 2,048.
    "fibers-128-ops": under("fibers-128-ops"),
    // An empty context, whose tracer is on and records the two or three spans of a call.
    "fibers-lean": under("fibers-lean"),
  },
});
