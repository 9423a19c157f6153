// The store in a listener of a stream.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-stream",
  group: "context",
  title: "The store in a listener of a stream",
  question: "Does a data listener run with the store of the code that added it?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks, stream }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const readable = stream.Readable.from(["a"]);
    storage.run("kept", () => {
      readable.on("data", () => mark(storage.getStore() === "kept" ? "kept" : "lost"));
    });
  },
  promises: [
    {
      ...node.emittersRunInCaller,
      says: "A listener may run in another context than the one it was added in.",
      open: ["kept", "lost"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Request ids, transactions and tracing follow the store." },
});
