// A rejection that is handled a moment later.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "failures-late-handler",
  group: "failures",
  title: "A rejection handled late",
  question: "At what moment is a rejection unhandled: after the microtasks, the ticks, or the turn?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  program({ mark }) {
    process.on("unhandledRejection", (reason) => mark(`unhandled ${reason}`));
    process.on("rejectionHandled", () => mark("handled late"));
    setTimeout(() => {
      const [byMicrotask, byTick, byImmediate] = ["microtask", "tick", "immediate"].map((reason) =>
        Promise.reject(reason),
      );
      queueMicrotask(() => byMicrotask?.catch(() => {}));
      process.nextTick(() => byTick?.catch(() => {}));
      setImmediate(() => {
        mark("immediate");
        byImmediate?.catch(() => {});
      });
    }, 1);
  },
  promises: [
    {
      by: "Node",
      says: "A rejection is unhandled when no handler is attached within a turn of the event loop.",
      link: "https://nodejs.org/api/process.html#event-unhandledrejection",
      never: ["unhandled microtask", "unhandled tick"],
    },
    {
      by: "Node",
      says: "rejectionHandled follows when a handler was attached later.",
      link: "https://nodejs.org/api/process.html#event-rejectionhandled",
      order: ["unhandled immediate", "immediate", "handled late"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "A promise that is kept and awaited a little later ends the process, or does not.",
  },
});
