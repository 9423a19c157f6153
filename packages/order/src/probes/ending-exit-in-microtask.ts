// process.exit means now.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ending-exit-in-microtask",
  group: "ending",
  title: "process.exit inside a promise reaction",
  question: "Does anything that was queued still run after process.exit was called?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "exit-events",
  recorder: "written",
  endings: ["exit 7"],
  program({ mark }) {
    process.on("exit", (code) => mark(`exit event ${code}`));
    setTimeout(() => {
      process.nextTick(() => mark("earlier nextTick"));
      Promise.resolve().then(() => {
        queueMicrotask(() => mark("microtask"));
        process.nextTick(() => mark("later nextTick"));
        mark("leaving");
        process.exit(7);
        mark("after exit");
      });
      Promise.resolve().then(() => mark("sibling"));
    }, 1);
  },
  promises: [
    {
      ...node.exitAfterListeners,
      says: "process.exit ends the process synchronously, after the exit listeners.",
      order: ["leaving", "exit event 7", "exit 7"],
    },
    {
      ...node.exitAtOnce,
      says: "What is still queued does not run.",
      never: ["microtask", "later nextTick", "after exit", "sibling"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Nothing must happen after the process has decided to leave." },
});
