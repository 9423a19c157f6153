// The store in a message handler.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-message",
  group: "context",
  title: "The store in a message handler",
  question: "Is it the store of the code that made the channel?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const { port1, port2 } = storage.run("maker", () => new MessageChannel());
    port2.onmessage = () => {
      mark(storage.getStore() ?? "lost");
      port2.close();
    };
    port1.postMessage(0);
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store a message's handler has is not said.",
      open: ["maker", "lost"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#32805",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The handler of a message has no store.",
      holds: (seen) => seen.came("lost") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Work that is handed out by messages is traced by its store." },
});
