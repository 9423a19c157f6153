// Many messages against an immediate and a timer.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "messages-port-drain",
  group: "messages",
  title: "Many messages against an immediate and a timer",
  question: "Is a long queue of messages interrupted by an immediate and a timer that are due?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "message-batches",
  program({ mark, workerThreads }) {
    const { port1, port2 } = new workerThreads.MessageChannel();
    let count = 0;
    port2.on("message", () => {
      count++;
      if (count === 1) {
        setImmediate(() => mark(count < 5000 ? "immediate between" : "immediate after"));
        setTimeout(() => mark(count < 5000 ? "timer between" : "timer after"), 1);
      }
      if (count === 5000) {
        mark("last message");
        port2.close();
      }
    });
    for (let n = 0; n < 5000; n++) port1.postMessage(n);
  },
  promises: [
    {
      ...node.pollMayTakeMore,
      says: "How many messages are delivered in one turn is not said.",
      open: ["immediate between", "immediate after", "last message"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A flood of messages should not hold up timers." },
});
