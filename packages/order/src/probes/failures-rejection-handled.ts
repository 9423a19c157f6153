// rejectionHandled against nextTick.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-rejection-handled",
  group: "failures",
  title: "rejectionHandled against nextTick",
  question: "Does rejectionHandled come before or after a tick that was queued by the late handler?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "unhandled-rejection",
  program({ mark }) {
    const rejected = Promise.reject(new Error("handled later"));
    process.on("rejectionHandled", () => mark("handled late"));
    process.on("unhandledRejection", () => {
      mark("unhandled");
      setTimeout(() => {
        process.nextTick(() => mark("earlier tick"));
        rejected.catch(() => mark("catch"));
        process.nextTick(() => mark("later tick"));
      }, 20);
    });
  },
  promises: [
    {
      ...node.handledLate,
      says: "The event is emitted for a handler that was attached late.",
      always: ["unhandled", "handled late"],
    },
    {
      ...node.handledLate,
      says: "Where it stands among ticks is not said.",
      open: ["handled late", "earlier tick", "later tick", "catch"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Only monitors listen for it." },
});
