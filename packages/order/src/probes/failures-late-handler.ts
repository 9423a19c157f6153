// A rejection that is handled a moment later.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-late-handler",
  group: "failures",
  title: "A rejection handled late",
  question: "At what moment is a rejection unhandled: after the microtasks, the ticks, or the turn?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "unhandled-rejection",
  witnesses: ["test-promises-unhandled-rejections"],
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
      ...node.unhandledWithinTurn,
      says: "A rejection is unhandled when no handler is attached within a turn of the event loop.",
      never: ["unhandled microtask", "unhandled tick"],
    },
    {
      ...node.handledLate,
      says: "rejectionHandled follows when a handler was attached later.",
      order: ["unhandled immediate", "handled late"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "A promise that is kept and awaited a little later ends the process, or does not.",
  },
});
