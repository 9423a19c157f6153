// The store in a listener of an emitter.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-emitter",
  group: "context",
  title: "The store in a listener of an emitter",
  question: "Does a listener run with the store of the code that emits, or of the code that added it?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  program({ mark, asyncHooks, events }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const emitter = new events.EventEmitter();
    storage.run("kept", () => {
      emitter.on("go", () => mark(storage.getStore() === "kept" ? "kept" : "lost"));
    });
    emitter.emit("go");
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
