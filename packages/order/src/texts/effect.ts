// Sentences of the documentation in Effect's own source (4.1.0) that probes hold it to.
import type { Text } from "../probe.ts";

export const forkChildReturnsAtOnce: Text = {
  by: "Effect",
  quote:
    "Returns an effect that forks this effect into its own separate fiber, returning the fiber immediately, without waiting for it to begin executing the effect.",
  link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Effect.ts",
  date: "2026-11-29",
};

export const interruptWaits: Text = {
  by: "Effect",
  quote: "The returned Effect completes only after the interrupted fiber has completed.",
  link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Fiber.ts",
  date: "2026-11-29",
};

export const yieldsControl: Text = {
  by: "Effect",
  quote: "Yields control back to the Effect runtime, allowing other fibers to execute.",
  link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Effect.ts",
  date: "2026-11-29",
};

export const callbackCompletes: Text = {
  by: "Effect",
  quote: "Call resume at most once with the effect that should complete the fiber; later calls are ignored.",
  link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Effect.ts",
  date: "2026-11-29",
};

export const opsBeforeYield: Text = {
  by: "Effect",
  quote:
    "The default value is 2048 operations, which balances performance and fairness by helping prevent long-running fibers from monopolizing the execution thread.",
  link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Scheduler.ts",
  date: "2026-11-29",
};

export const syncModeStaysInTurn: Text = {
  by: "Effect",
  quote:
    "Sync mode does not yield to the event loop: CPU-heavy work delays other requests, and I/O-polling loops can exhaust the CPU limit.",
  link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Scheduler.ts",
  date: "2026-11-29",
};
