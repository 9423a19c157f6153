// A sleep is a timer in this mode too.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "fibers-sleep-or-timer-sync-mode",
  group: "fibers",
  title: "Effect.sleep against setTimeout in the scheduler's sync mode",
  question: "Does a sleeping fiber wake among timers of its length when fibers run on microtasks?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect, Scheduler }) {
    setTimeout(() => mark("timer before"), 10);
    const sleeper = Effect.andThen(
      Effect.sleep(10),
      Effect.sync(() => mark("fiber")),
    );
    const scheduler = new Scheduler.MixedScheduler("sync");
    Effect.runFork(Effect.provideService(sleeper, Scheduler.Scheduler, scheduler));
    setTimeout(() => mark("timer after"), 10);
  },
  promises: [
    {
      ...html.timersInOrder,
      says: "Among timers of one delay the earlier comes first.",
      order: ["timer before", "timer after"],
    },
    {
      by: "Effect",
      link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Clock.ts",
      says: "A sleep is a setTimeout of the clock's; what its fiber does next is not promised to come in the same turn.",
      open: ["fiber", "timer after"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Fibers of a test sleep beside plain timers." },
});
