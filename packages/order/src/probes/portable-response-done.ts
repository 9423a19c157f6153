// Write this: one listener on the response.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-response-done",
  group: "portable",
  title: "Write this: one listener on the response",
  question: "Does close of the response come once, also when the client leaves?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, http }) {
    const server = http.createServer((_request, response) => {
      response.once("close", () => mark("done"));
      response.once("close", () => setTimeout(() => process.exit(0), 50));
      response.write("begun");
    });
    server.listen(0, "127.0.0.1", () => {
      const client = http.get(
        { host: "127.0.0.1", port: (server.address() as { port: number }).port },
        (response) => response.once("data", () => client.destroy()),
      );
      client.on("error", () => {});
    });
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
