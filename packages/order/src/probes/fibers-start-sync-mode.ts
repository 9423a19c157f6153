// The first steps of a fiber do not wait for any queue.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "fibers-start-sync-mode",
  group: "fibers",
  title: "When Effect.runFork begins, in the scheduler's sync mode",
  question: "Does a fiber run its first steps before runFork returns when its scheduler runs on microtasks?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect, Scheduler }) {
    setTimeout(() => {
      queueMicrotask(() => mark("microtask"));
      const fiber = Effect.gen(function* () {
        mark("fiber begins");
        yield* Effect.void;
        mark("fiber goes on");
      });
      const scheduler = new Scheduler.MixedScheduler("sync");
      Effect.runFork(Effect.provideService(fiber, Scheduler.Scheduler, scheduler));
      mark("runFork returned");
    }, 1);
  },
  promises: [
    {
      by: "Effect",
      link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Effect.ts",
      says: "Whether runFork runs the first steps of the fiber before it returns is not said.",
      open: ["fiber begins", "fiber goes on", "runFork returned"],
    },
    {
      ...html.checkpointBelowNoScript,
      says: "A microtask runs only when no script is running.",
      order: ["runFork returned", "microtask"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Tests choose this mode to have results at once." },
});
