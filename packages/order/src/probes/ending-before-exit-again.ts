// The loop is empty; and then it is not.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ending-before-exit-again",
  group: "ending",
  title: "beforeExit, again, and exit",
  question: "Does beforeExit come again after work that it started, and exit last?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "exit-events",
  recorder: "written",
  program({ mark }) {
    let times = 0;
    process.on("beforeExit", () => {
      mark(`beforeExit ${++times}`);
      if (times === 1) setTimeout(() => mark("work"), 5);
    });
    process.on("exit", () => mark("exit event"));
    setTimeout(() => mark("timer"), 5);
  },
  promises: [
    {
      ...node.beforeExitWhenEmpty,
      says: "beforeExit comes when the loop is empty.",
      order: ["timer", "beforeExit 1"],
    },
    {
      ...node.beforeExitMayContinue,
      says: "Its listeners may start more work.",
      order: ["beforeExit 1", "work", "beforeExit 2", "exit event"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Flushing of buffers at the end." },
});
