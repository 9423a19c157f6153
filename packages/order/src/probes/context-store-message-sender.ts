// The store of the sender of a message.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-message-sender",
  group: "context",
  title: "The store of the sender of a message",
  question: "Does a port's handler run with the store of the code that posted?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      mark(storage.getStore() === "kept" ? "kept" : "lost");
      port2.close();
    };
    storage.run("kept", () => port1.postMessage(0));
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store a message's handler has is not said.",
      open: ["kept", "lost"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "A message crosses to other work, which has a store of its own." },
});
