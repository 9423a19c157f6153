// captureRejections with a thenable.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "failures-capture-rejections-thenable",
  group: "failures",
  title: "captureRejections with a thenable",
  question: "Does the rejection of a thenable that a listener returned reach the error event?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "unhandled-rejection",
  program({ mark, events }) {
    const emitter = new events.EventEmitter({ captureRejections: true });
    emitter.on("error", () => mark("error"));
    emitter.on("go", () => ({
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what the probe is about.
      then(_resolve: unknown, reject: (error: Error) => void) {
        reject(new Error("a thenable"));
      },
    }));
    process.on("unhandledRejection", () => mark("unhandled"));
    emitter.emit("go");
    setTimeout(() => mark("timer"), 20);
  },
  promises: [
    {
      by: "Node",
      link: "https://nodejs.org/api/events.html#capture-rejections-of-promises",
      says: "Whether a thenable counts as a promise is not said.",
      open: ["error"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#42031",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The rejection of a thenable does not go to the error event.",
      holds: (seen) => seen.came("error") === 0,
    },
  ],
  relied: { likelihood: "rarely", why: "Servers with asynchronous listeners set it." },
});
