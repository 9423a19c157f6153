// end() and then destroy() of a socket.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-end-then-destroy",
  group: "io",
  title: "end() and then destroy() of a socket",
  question: "Does the other end receive what a socket wrote, when it is ended and destroyed at once?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "end-then-destroy",
  program({ mark, net }) {
    const server = net.createServer((socket) => {
      socket.on("error", () => {});
      socket.on("close", () => mark("server side closed"));
      socket.end("hello");
      socket.destroy();
    });
    server.listen(0, "127.0.0.1", () => {
      const socket = net.connect((server.address() as { port: number }).port, "127.0.0.1");
      let text = "";
      socket.on("error", () => {});
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("close", () => {
        mark(text === "hello" ? "received" : "not received");
        server.close();
      });
    });
  },
  promises: [
    {
      ...node.netDestroyCloses,
      says: "destroy closes the connection.",
      always: ["server side closed"],
    },
    {
      ...node.netEndHalfCloses,
      says: "Whether what was written before is received is not said.",
      open: ["received", "not received"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#39854",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "What a socket wrote is lost when it is ended and destroyed at once.",
      holds: (seen) => seen.came("not received") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Servers hang up right after their last message." },
});
