// Write this: bind a handler to the store.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-context",
  group: "portable",
  title: "Write this: bind a handler to the store",
  question: "Does a handler that was bound run with the store of the code that bound it?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, asyncHooks }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const { port1, port2 } = new MessageChannel();
    storage.run("kept", () => {
      port2.onmessage = asyncHooks.AsyncLocalStorage.bind(() => {
        mark(storage.getStore() ?? "lost");
        port2.close();
      });
    });
    port1.postMessage(0);
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
