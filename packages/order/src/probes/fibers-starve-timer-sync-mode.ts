// The same on microtasks.
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "fibers-starve-timer-sync-mode",
  group: "fibers",
  title: "The same loop in the scheduler's sync mode",
  question: "Does a looping fiber let a timer in when its scheduler runs on microtasks?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect, Scheduler }) {
    setTimeout(() => mark("timer"), 1);
    let left = 1_000_000;
    const loop = Effect.andThen(
      Effect.whileLoop({
        while: () => --left > 0,
        body: () => Effect.void,
        step: () => {},
      }),
      Effect.sync(() => mark("loop over")),
    );
    const scheduler = new Scheduler.MixedScheduler("sync");
    Effect.runFork(Effect.provideService(loop, Scheduler.Scheduler, scheduler));
  },
  promises: [
    {
      ...html.checkpointEmptiesQueue,
      says: "A microtask checkpoint ends only when the microtask queue is empty.",
      order: ["loop over", "timer"],
    },
    {
      ...effect.syncModeStaysInTurn,
      says: "Sync mode does not yield to the event loop.",
      order: ["loop over", "timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A service in this mode stalls as one on bare promises does." },
});
