// An exception from a microtask does not stop the others.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "failures-queue-microtask",
  group: "failures",
  title: "An error thrown by a microtask",
  question:
    "Does an exception from queueMicrotask reach uncaughtException, and do the microtasks behind it run?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  program({ mark }) {
    process.on("uncaughtException", () => {
      mark("uncaught");
      queueMicrotask(() => mark("microtask of the handler"));
    });
    setTimeout(() => {
      queueMicrotask(() => {
        throw new Error("from a microtask");
      });
      queueMicrotask(() => mark("next microtask"));
      process.nextTick(() => mark("nextTick"));
      setTimeout(() => mark("timer"), 20);
    }, 1);
  },
  promises: [
    {
      by: "HTML",
      says: "An exception of a microtask's callback is reported; the checkpoint goes on with the next.",
      link: "https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-queuemicrotask",
      order: ["uncaught", "next microtask", "timer"],
    },
    {
      by: "Node",
      says: "An exception of a microtask is emitted as uncaughtException.",
      link: "https://nodejs.org/api/globals.html#queuemicrotaskcallback",
      order: ["uncaught", "microtask of the handler", "timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A service that survives an error goes on with what was queued." },
});
