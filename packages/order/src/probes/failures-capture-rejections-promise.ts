// captureRejections with a promise.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-capture-rejections-promise",
  group: "failures",
  title: "captureRejections with a promise",
  question: "Does the rejection of a promise that a listener returned reach the error event?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "unhandled-rejection",
  program({ mark, events }) {
    const emitter = new events.EventEmitter({ captureRejections: true });
    emitter.on("error", () => mark("error"));
    emitter.on("go", async () => {
      throw new Error("a promise");
    });
    process.on("unhandledRejection", () => mark("unhandled"));
    emitter.emit("go");
    setTimeout(() => mark("timer"), 20);
  },
  promises: [
    {
      ...node.rejectionsCaptured,
      says: "The rejection goes to the error event.",
      always: ["error"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Servers with asynchronous listeners set it." },
});
