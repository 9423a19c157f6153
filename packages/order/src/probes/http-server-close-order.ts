// close of a server, with a tick and an immediate.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "http-server-close-order",
  group: "http",
  title: "close of a server, with a tick and an immediate",
  question:
    "Does the callback of server.close come before a tick and an immediate that were queued after the call?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "close-events",
  program({ mark, http }) {
    const server = http.createServer();
    server.on("close", () => mark("close event"));
    server.listen(0, "127.0.0.1", () => {
      server.close(() => mark("callback"));
      process.nextTick(() => mark("nextTick"));
      setImmediate(() => mark("immediate"));
      mark("closing");
    });
  },
  promises: [
    {
      ...node.netServerClose,
      says: "Close comes when connections have ended; against ticks and immediates nothing is said.",
      always: ["callback", "close event"],
    },
    {
      ...node.netServerClose,
      says: "Where it stands is not said.",
      open: ["close event", "nextTick", "immediate"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#33719",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "close comes at another moment than in Node.",
      holds: (seen) => seen.share("immediate", "close event") < 1,
    },
  ],
  relied: { likelihood: "rarely", why: "Tests wait for a server to be closed." },
});
