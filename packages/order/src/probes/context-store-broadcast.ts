// The store in a handler of a broadcast.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-broadcast",
  group: "context",
  title: "The store in a handler of a broadcast",
  question: "Is it the store of the code that made the channel, or of the code that posted?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const sender = new BroadcastChannel("byturns");
    const receiver = storage.run("maker", () => new BroadcastChannel("byturns"));
    receiver.onmessage = () => {
      mark(storage.getStore() ?? "lost");
      sender.close();
      receiver.close();
    };
    storage.run("poster", () => sender.postMessage(0));
  },
  promises: [
    {
      ...node.storesCoherent,
      says: "Which store a broadcast's handler has is not said.",
      open: ["maker", "poster", "lost"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#32805",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The handler of a broadcast has no store.",
      holds: (seen) => seen.came("lost") === 1,
    },
  ],
  relied: { likelihood: "rarely", why: "Broadcasts invalidate caches; few of them are traced." },
});
