// server.close with an idle keep-alive connection.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "http-server-close-keep-alive",
  group: "http",
  title: "server.close with an idle keep-alive connection",
  question: "Does server.close end while a client keeps a connection that was used?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "server-close",
  async program({ mark, http }) {
    const server = http.createServer((_request, response) => response.end("done"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const agent = new http.Agent({ keepAlive: true });
    await new Promise<void>((resolve) =>
      http.get({ host: "127.0.0.1", port, agent }, (response) => {
        response.resume().on("end", resolve);
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    const late = setTimeout(() => {
      mark("still open");
      process.exit(0);
    }, 500);
    server.close(() => {
      mark("closed");
      clearTimeout(late);
      process.exit(0);
    });
  },
  promises: [
    {
      ...node.serverCloseIdle,
      says: "Connections that wait for no response are closed.",
      always: ["closed"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Graceful shutdown waits for it." },
});
