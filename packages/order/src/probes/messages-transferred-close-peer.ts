// close on the peer of a port that is transferred.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "messages-transferred-close-peer",
  group: "messages",
  title: "close on the peer of a port that is transferred",
  question: "Is close emitted on the peer of a port that was sent away, when whoever received it closes it?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "port-close",
  witnesses: ["test-worker-message-port"],
  program({ mark, workerThreads }) {
    const { port1, port2 } = new workerThreads.MessageChannel();
    const carrier = new workerThreads.MessageChannel();
    port2.on("close", () => mark("peer closed"));
    carrier.port2.on("message", (port) => {
      mark("arrived");
      port.close();
    });
    carrier.port1.postMessage(port1, [port1]);
    setTimeout(() => process.exit(0), 150);
  },
  promises: [
    {
      ...node.portCloseBothSides,
      says: "close is emitted on both ports of the channel.",
      always: ["peer closed"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Clean-up waits for close." },
});
