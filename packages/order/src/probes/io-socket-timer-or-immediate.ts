// The same promise in the callback of a socket, which comes from the poll itself and not from the thread pool.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-socket-timer-or-immediate",
  group: "io",
  title: "An overdue timer against an immediate, inside a socket's callback",
  question:
    "When a socket's data arrives, does the immediate set there come before a timer that is already due?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "immediate-or-timer",
  program({ mark, net, spin }) {
    const server = net.createServer((socket) => socket.end("hello"));
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      const client = net.connect(port, "127.0.0.1");
      client.once("data", () => {
        setTimeout(() => mark("timeout"), 0);
        setImmediate(() => mark("immediate"));
        spin(5);
        server.close();
      });
    });
  },
  promises: [
    {
      ...node.immediateFirstInIo,
      says: "Within an I/O cycle setImmediate always comes before any timer, however many there are.",
      order: ["immediate", "timeout"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#41355",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A timer that comes due in an I/O callback runs before the immediates which that callback set.",
      holds: (seen) => seen.share("timeout", "immediate") > 0.5,
    },
  ],
  relied: { likelihood: "often", why: "Servers defer work from a socket's callback by setImmediate." },
});
