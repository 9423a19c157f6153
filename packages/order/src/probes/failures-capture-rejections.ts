// captureRejections with a thenable.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-capture-rejections",
  group: "failures",
  title: "captureRejections with a thenable",
  question: "Does the rejection of what a listener returned reach the error event, also of a thenable?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "unhandled-rejection",
  program({ mark, events }) {
    const emitter = new events.EventEmitter({ captureRejections: true });
    emitter.on("error", (error) => mark(`error of ${error.message}`));
    emitter.on("promise", async () => {
      throw new Error("a promise");
    });
    emitter.on("thenable", () => ({
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what the probe is about.
      then(_resolve: unknown, reject: (error: Error) => void) {
        reject(new Error("a thenable"));
      },
    }));
    process.on("unhandledRejection", () => mark("unhandled"));
    emitter.emit("promise");
    emitter.emit("thenable");
    setTimeout(() => mark("timer"), 20);
  },
  promises: [
    {
      ...node.rejectionsCaptured,
      says: "The rejection goes to the error event.",
      always: ["error of a promise"],
    },
    {
      by: "Node",
      link: "https://nodejs.org/api/events.html#capture-rejections-of-promises",
      says: "Whether a thenable counts as a promise is not said.",
      open: ["error of a thenable"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#42031",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The rejection of a thenable does not go to the error event.",
      holds: (seen) => seen.came("error of a thenable") === 0,
    },
  ],
  relied: { likelihood: "rarely", why: "Servers with asynchronous listeners set it." },
});
