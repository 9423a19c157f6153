// The same on microtasks.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "fibers-starve-timer-sync-mode",
  group: "fibers",
  title: "The same loop in the scheduler's sync mode",
  question: "Does a looping fiber let a timer in when its scheduler runs on microtasks?",
  kinds: ["module"],
  models: ["fibers"],
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
      by: "HTML",
      says: "A microtask checkpoint ends only when the microtask queue is empty.",
      link: "https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint",
      order: ["loop over", "timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A service in this mode stalls as one on bare promises does." },
});
