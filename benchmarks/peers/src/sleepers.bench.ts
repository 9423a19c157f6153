// Tasks that sleep, up to a million: what one more takes is the slope over the sizes.
import { setTimeout as sleep } from "node:timers/promises";
import { defineExample, type RunModel } from "byturns";

interface Input {
  readonly sleepers: number;
  readonly sleepMs: number;
}

/** A list of delays that are awaited together, as in hez2010/async-runtimes-benchmarks. */
const together =
  (delay: (ms: number) => Promise<unknown>): RunModel<Input> =>
  async ({ sleepers, sleepMs }) => {
    const asleep: Promise<unknown>[] = [];
    for (let i = 0; i < sleepers; i++) asleep.push(delay(sleepMs));
    return { woken: (await Promise.all(asleep)).length };
  };

export default defineExample({
  title: "Sleepers",
  question: "What does a task take that sleeps?",
  inputs: { bench: { sleepers: 300, sleepMs: 10 } },
  sweeps: {
    sleepers: {
      values: [10_000, 100_000, 1_000_000],
      // Long enough for most to begin the last before the first wakes up.
      at: (sleepers) => ({ sleepers, sleepMs: sleepers / 200 }),
    },
  },
  units: { sleeper: ({ sleepers }) => sleepers },
  ideal: ({ sleepMs }) => sleepMs,
  check: ({ sleepers }, output) => output.woken === sleepers,
  models: {
    promises: {
      open: () => import("@byturns/promises/sleepers"),
      run: (input, context, { sleepers }) => sleepers(input, context),
    },
    "promise-all": together((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms))),
    "timers-promises": together((ms) => sleep(ms)),
    fibers: {
      open: async () => ({
        ...(await import("@byturns/fibers/sleepers")),
        ...(await import("./fibers/levers.ts")),
      }),
      run: (input, { signal }, { sleepers, run }) => run("fibers", sleepers(input), signal),
    },
    "fibers-detached": {
      open: () => import("./fibers/forked.ts"),
      run: (input, { signal }, { sleepers }) => sleepers("fibers-detached", input, signal),
    },
    "fibers-in-turn": {
      open: () => import("./fibers/forked.ts"),
      run: (input, { signal }, { sleepers }) => sleepers("fibers-in-turn", input, signal),
    },
  },
});
