// Both ends of a connection in one process.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-connect-events",
  group: "io",
  title: "Both ends of a TCP connection",
  question: "Which end hears of a connection first, and do data, end and close follow in order?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "close-events",
  program({ mark, net }) {
    const server = net.createServer((socket) => {
      mark("server connection");
      socket.end("hello");
    });
    server.listen(0, "127.0.0.1", () => {
      mark("listening");
      const socket = net.connect((server.address() as { port: number }).port, "127.0.0.1");
      socket.on("connect", () => mark("client connect"));
      socket.on("data", () => mark("client data"));
      socket.on("end", () => mark("client end"));
      socket.on("close", () => {
        mark("client close");
        server.close(() => mark("server close"));
      });
    });
  },
  promises: [
    {
      ...node.netClose,
      says: "Close comes when the socket is fully closed, so after its other events.",
      order: ["listening", "client connect", "client data", "client end", "client close"],
    },
    {
      ...node.netServerClose,
      says: "A server closes when its connections have ended.",
      order: ["client end", "server close"],
    },
    {
      ...node.netConnectionEmitted,
      says: "Which end of a connection hears of it first is not said.",
      open: ["server connection", "client connect"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Tests with both ends in one process wait for one of them." },
});
