// exit and disconnect of a child.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "processes-exit-or-disconnect",
  group: "processes",
  title: "exit and disconnect of a child",
  question: "Which of the two does the parent get first?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "ipc-exit-order",
  modules: {
    child() {
      process.send?.("hello");
      setTimeout(() => process.exit(0), 20);
    },
  },
  program({ mark, address, childProcess }) {
    const child = childProcess.fork(decodeURIComponent(new URL(address("child")).pathname), {
      stdio: "ignore",
    });
    child.on("disconnect", () => mark("disconnect"));
    child.on("exit", () => mark("exit"));
    child.on("close", () => mark("close"));
  },
  promises: [
    {
      ...node.childCloseAfterExit,
      says: "Close comes after exit.",
      order: ["exit", "close"],
    },
    {
      ...node.disconnectWhenClosed,
      says: "Which of exit and disconnect comes first is not said.",
      open: ["disconnect", "exit"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#39479",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "exit may come before disconnect.",
      holds: (seen) => seen.share("exit", "disconnect") > 0,
    },
  ],
  relied: { likelihood: "sometimes", why: "Pools replace a child by whichever they listen for." },
});
