// What an exit listener queues.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ending-exit-queues",
  group: "ending",
  title: "What an exit listener queues",
  question: "Does anything run that an exit listener queues?",
  kinds: ["module", "commonjs"],
  models: ["promises", "fibers"],
  cause: "exit-events",
  recorder: "written",
  program({ mark }) {
    process.on("exit", () => {
      mark("exit event");
      setTimeout(() => mark("timer after exit"), 0);
      queueMicrotask(() => mark("microtask after exit"));
      process.nextTick(() => mark("nextTick after exit"));
    });
    setTimeout(() => mark("timer"), 5);
  },
  promises: [
    {
      ...node.exitAbandonsWork,
      says: "Work that an exit listener queues is abandoned.",
      never: ["timer after exit", "nextTick after exit"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Flushing of buffers at the end." },
});
