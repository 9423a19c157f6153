// Parent and child.
import { defineProbe } from "../probe.ts";
import * as effect from "../texts/effect.ts";

export const probe = defineProbe({
  id: "fibers-fork-child",
  group: "fibers",
  title: "A forked child against its parent",
  question: "Does a forked child wait until its parent yields, unless it is started immediately?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect }) {
    const child = (name: string) => Effect.sync(() => mark(name));
    Effect.runFork(
      Effect.gen(function* () {
        yield* Effect.forkChild(child("child"));
        yield* Effect.forkChild(child("immediate child"), { startImmediately: true });
        mark("parent goes on");
        yield* Effect.yieldNow;
        mark("parent after yielding");
      }),
    );
    mark("body");
  },
  promises: [
    {
      ...effect.forkChildReturnsAtOnce,
      says: "A forked child does not begin before its parent has gone on.",
      order: ["parent goes on", "child"],
    },
    {
      ...effect.yieldsControl,
      says: "Yielding lets the child run.",
      order: ["child", "parent after yielding"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "A child that subscribes must have done so before its parent publishes.",
  },
});
