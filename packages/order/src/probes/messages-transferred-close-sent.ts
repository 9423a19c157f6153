// close on a port that is transferred, where it was.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "messages-transferred-close-sent",
  group: "messages",
  title: "close on a port that is transferred, where it was",
  question: "Is close emitted on a port when it is sent away?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "port-close",
  program({ mark, workerThreads }) {
    const channel = new workerThreads.MessageChannel();
    const carrier = new workerThreads.MessageChannel();
    channel.port1.on("close", () => mark("sent port closed"));
    carrier.port2.on("message", () => mark("arrived"));
    carrier.port1.postMessage(channel.port1, [channel.port1]);
    setTimeout(() => process.exit(0), 150);
  },
  promises: [
    {
      ...node.portCloseBothSides,
      says: "Whether the transferred port emits close where it was is not said.",
      open: ["sent port closed"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#37991",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A port that is transferred away emits no close.",
      holds: (seen) => seen.came("sent port closed") === 0,
    },
  ],
  relied: { likelihood: "sometimes", why: "Clean-up waits for close." },
});
