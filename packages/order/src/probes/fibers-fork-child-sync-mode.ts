// In this mode a child is scheduled by a microtask.
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";

export const probe = defineProbe({
  id: "fibers-fork-child-sync-mode",
  group: "fibers",
  title: "A forked child against its parent in the scheduler's sync mode",
  question: "Does a forked child wait until its parent yields when fibers run on microtasks?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect, Scheduler }) {
    const child = (name: string) => Effect.sync(() => mark(name));
    const parent = Effect.gen(function* () {
      yield* Effect.forkChild(child("child"));
      yield* Effect.forkChild(child("immediate child"), { startImmediately: true });
      mark("parent goes on");
      yield* Effect.yieldNow;
      mark("parent after yielding");
    });
    const scheduler = new Scheduler.MixedScheduler("sync");
    queueMicrotask(() => mark("microtask"));
    Effect.runFork(Effect.provideService(parent, Scheduler.Scheduler, scheduler));
    setImmediate(() => mark("immediate"));
    mark("body");
  },
  promises: [
    {
      ...effect.forkChildReturnsAtOnce,
      says: "A forked child does not begin before its parent has gone on.",
      order: ["parent goes on", "child"],
    },
    {
      ...effect.syncModeStaysInTurn,
      says: "In sync mode fibers stay within the turn.",
      order: ["parent after yielding", "immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Tests choose this mode to have results at once." },
});
