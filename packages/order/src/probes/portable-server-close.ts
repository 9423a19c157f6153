// Write this: close, then closeAllConnections.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-server-close",
  group: "portable",
  title: "Write this: close, then closeAllConnections",
  question: "Does a server close when all connections are closed after it?",
  kinds: ["loaded"],
  models: ["promises"],
  async program({ mark, http, net }) {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const socket = net.connect((server.address() as { port: number }).port, "127.0.0.1");
    socket.on("error", () => {});
    await new Promise((resolve) => socket.once("connect", resolve));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const late = setTimeout(() => mark("still open"), 500);
    server.close(() => {
      mark("closed");
      clearTimeout(late);
      process.exit(0);
    });
    server.closeAllConnections();
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
