// Parts of Node's world are loaded when they are first used. Code that uses them should not notice.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "ticks-first-touch",
  group: "ticks",
  title: "The first use of process, inside a callback",
  question:
    "Does a callback run to its end before its microtasks, when it is the first to use the global process?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises", "fibers", "threads"],
  cause: "first-use-of-process",
  program({ mark }) {
    setTimeout(() => {
      queueMicrotask(() => mark("microtask"));
      mark("before");
      process.pid;
      mark("after");
    }, 1);
  },
  promises: [
    {
      ...html.checkpointBelowNoScript,
      says: "A microtask runs only when no script is running.",
      order: ["before", "after", "microtask"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "That code between two awaits is not interrupted is what all shared state relies on.",
  },
});
