// Taking a message by hand.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "messages-received-synchronously",
  group: "messages",
  title: "receiveMessageOnPort",
  question: "Is a message that was taken synchronously not delivered again as an event?",
  kinds: ["loaded"],
  models: ["threads"],
  program({ mark, workerThreads }) {
    const { port1, port2 } = new workerThreads.MessageChannel();
    port1.postMessage("a");
    port1.postMessage("b");
    mark(`took ${workerThreads.receiveMessageOnPort(port2)?.message}`);
    port2.on("message", (text) => {
      mark(`event ${text}`);
      port2.close();
    });
    mark("listening");
  },
  promises: [
    {
      ...node.portTakesOldest,
      says: "The oldest message is taken.",
      order: ["took a", "listening", "event b"],
    },
    {
      ...node.portReceives,
      says: "No event is emitted for a message taken so.",
      never: ["event a"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Synchronous bridges between threads." },
});
