// server.close with a connection that sent nothing.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "http-server-close-idle",
  group: "http",
  title: "server.close with a connection that sent nothing",
  question: "Does server.close end when a client has connected and sent no request?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "server-close",
  async program({ mark, http, net }) {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const socket = net.connect((server.address() as { port: number }).port, "127.0.0.1");
    socket.on("error", () => {});
    await new Promise((resolve) => socket.once("connect", resolve));
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
  claims: [
    {
      at: "denoland/deno#36513",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "close waits for a connection that sent no request.",
      holds: (seen) => seen.came("still open") === 1,
    },
  ],
  relied: { likelihood: "often", why: "Graceful shutdown waits for it." },
});
