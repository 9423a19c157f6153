// close on a port that is transferred.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "messages-transferred-close",
  group: "messages",
  title: "close on a port that is transferred",
  question: "Is close emitted on a port that is sent away, and on its peer when that is closed?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "port-close",
  witnesses: ["test-worker-message-port"],
  program({ mark, workerThreads }) {
    const { port1, port2 } = new workerThreads.MessageChannel();
    const carrier = new workerThreads.MessageChannel();
    port1.on("close", () => mark("sent port closed"));
    port2.on("close", () => mark("peer closed"));
    carrier.port2.on("message", (port) => {
      mark("arrived");
      port.close();
    });
    carrier.port1.postMessage(port1, [port1]);
    setTimeout(() => {
      carrier.port1.close();
      process.exit(0);
    }, 150);
  },
  promises: [
    {
      ...node.portCloseBothSides,
      says: "close is emitted on both ports of the channel.",
      always: ["peer closed"],
    },
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
