// Parent and child.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "fibers-fork-child",
  group: "fibers",
  title: "A forked child against its parent",
  question: "Does a forked child wait until its parent yields, unless it is started immediately?",
  kinds: ["module"],
  models: ["fibers"],
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
      by: "Effect",
      says: "A forked child is scheduled, and starts when its parent has yielded; with startImmediately it runs at once.",
      link: "https://effect.website/docs/concurrency/fibers/",
      order: ["immediate child", "parent goes on", "body", "child", "parent after yielding"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "A child that subscribes must have done so before its parent publishes.",
  },
});
