// The store of a request handler after an await.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "context-store-http-handler",
  group: "context",
  title: "The store of a request handler after an await",
  question: "Does each of two requests keep its own store through its awaits?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "async-context",
  async program({ mark, asyncHooks, http }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const server = http.createServer(async (request, response) => {
      await storage.run(request.url ?? "", async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        mark(storage.getStore() === request.url ? "kept" : "lost");
      });
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    await Promise.all(
      ["a", "b"].map((name) => fetch(`http://127.0.0.1:${port}/${name}`).then((answer) => answer.text())),
    );
    process.exit(0);
  },
  promises: [
    {
      ...node.storesThroughCallbacks,
      says: "The store follows a promise chain.",
      always: ["kept"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Request ids, transactions and tracing follow the store." },
});
