// A message against ticks and microtasks of the body.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "messages-or-body-ticks",
  group: "messages",
  title: "A message against ticks and microtasks of the body",
  question: "In which order do a message, a tick and a microtask of the body come?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises", "threads"],
  cause: "tick-or-microtask",
  program({ mark }) {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      mark("message");
      port2.close();
    };
    port1.postMessage(0);
    process.nextTick(() => mark("nextTick"));
    queueMicrotask(() => mark("microtask"));
    mark("body");
  },
  promises: [
    {
      ...html.checkpointEmptiesQueue,
      says: "A message is a task, and a task waits until the microtask queue is empty.",
      order: ["microtask", "message"],
    },
    {
      ...node.tickQueueBeforeLoop,
      says: "The nextTick queue is drained before the loop goes on.",
      order: ["nextTick", "message"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Schedulers yield by a message to themselves." },
});
