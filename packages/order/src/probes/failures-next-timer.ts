// An exception from one callback does not cost the next its turn.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-next-timer",
  group: "failures",
  title: "An error thrown by a timer, a tick and an immediate",
  question: "After an uncaught exception that is handled, do the callbacks behind it still run?",
  kinds: ["module"],
  models: ["promises"],
  cause: "uncaught-exception",
  program({ mark, spin }) {
    let count = 0;
    process.on("uncaughtException", () => mark(`uncaught ${++count}`));
    const bad = () => {
      throw new Error("from a callback");
    };
    setTimeout(bad, 1);
    setTimeout(() => mark("next timer"), 1);
    setTimeout(() => {
      process.nextTick(bad);
      process.nextTick(() => mark("next tick"));
    }, 30);
    setTimeout(() => {
      setImmediate(bad);
      setImmediate(() => mark("next immediate"));
    }, 60);
    spin(5);
  },
  promises: [
    {
      ...node.uncaughtOverridden,
      says: "With a listener for uncaughtException the process goes on.",
      always: ["next timer", "next tick", "next immediate"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Services that log and go on." },
});
