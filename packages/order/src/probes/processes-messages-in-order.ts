// Messages from a child.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "processes-messages-in-order",
  group: "processes",
  title: "Messages from a child",
  question: "Do a hundred messages of a child arrive in the order in which they were sent?",
  kinds: ["loaded"],
  models: ["promises"],
  modules: {
    child() {
      for (let n = 0; n < 100; n++) process.send?.(n);
      process.on("disconnect", () => process.exit(0));
    },
  },
  program({ mark, address, childProcess }) {
    const child = childProcess.fork(decodeURIComponent(new URL(address("child")).pathname), {
      stdio: "ignore",
    });
    let next = 0;
    child.on("message", (n) => {
      if (n !== next++) mark("out of order");
      if (next === 100) {
        mark("in order");
        child.disconnect();
      }
    });
    child.on("exit", () => mark("exit"));
  },
  promises: [
    {
      ...node.sendCallback,
      says: "The order of messages is not written down.",
      open: ["in order", "out of order"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Protocols between processes count on it." },
});
