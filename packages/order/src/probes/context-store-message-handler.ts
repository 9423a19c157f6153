// The store of the code that set a message handler.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-message-handler",
  group: "context",
  title: "The store of the code that set a message handler",
  question: "Does the handler run with it?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const { port1, port2 } = new MessageChannel();
    storage.run("setter", () => {
      port2.onmessage = () => {
        mark(storage.getStore() ?? "lost");
        port2.close();
      };
    });
    port1.postMessage(0);
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store a message's handler has is not said.",
      open: ["setter", "lost"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Work that is handed out by messages is traced by its store." },
});
