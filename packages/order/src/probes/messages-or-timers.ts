// A message to oneself against everything else.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "messages-or-timers",
  group: "messages",
  title: "A channel's message against microtasks, immediates and timers",
  question: "When does a message posted to the same thread arrive?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises", "fibers", "threads"],
  cause: "message-in-microtasks",
  program({ mark }) {
    setTimeout(() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => {
        mark("message");
        port2.close();
      };
      setTimeout(() => mark("timer"), 100);
      setImmediate(() => mark("immediate"));
      port1.postMessage(0);
      let chain = Promise.resolve();
      for (let level = 1; level <= 10; level++) {
        chain = chain.then(() => (level === 10 ? mark("then 10") : undefined));
      }
      mark("posted");
    }, 1);
  },
  promises: [
    {
      ...html.checkpointEmptiesQueue,
      says: "A message is a task, and a task waits until the microtask queue is empty.",
      order: ["posted", "then 10", "message"],
    },
    {
      ...html.messageIsTask,
      says: "A posted message is delivered by a task of its own.",
      always: ["message"],
    },
    {
      ...node.pollMayTakeMore,
      says: "Messages belong to the poll phase; against an immediate nothing is said.",
      open: ["message", "immediate"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      kind: "commonjs",
      says: "Deno delivers a channel's message inside the microtask drain.",
      holds: (seen) => seen.share("message", "then 10") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Schedulers, React's among them, yield by a channel's message." },
});
