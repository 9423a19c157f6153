// A message to oneself against everything else.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "messages-or-timers",
  group: "messages",
  title: "A channel's message against microtasks, immediates and timers",
  question: "When does a message posted to the same thread arrive?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises", "fibers", "threads"],
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
      by: "HTML",
      says: "A message is a task of its own: all microtasks of the current one run before it.",
      link: "https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps",
      order: ["posted", "then 10", "message", "timer"],
    },
    {
      by: "Node",
      says: "Messages belong to the poll phase; against an immediate nothing is said.",
      link: "https://nodejs.org/api/worker_threads.html#portpostmessagevalue-transferlist",
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
