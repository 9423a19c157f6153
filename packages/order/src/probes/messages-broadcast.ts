// A broadcast reaches everyone else.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "messages-broadcast",
  group: "messages",
  title: "BroadcastChannel within one thread",
  question: "Who hears a broadcast, in which order, and when compared with microtasks?",
  kinds: ["module"],
  models: ["promises", "threads"],
  cause: "message-in-microtasks",
  program({ mark }) {
    const sender = new BroadcastChannel("byturns");
    const first = new BroadcastChannel("byturns");
    const second = new BroadcastChannel("byturns");
    sender.onmessage = () => mark("sender");
    first.onmessage = () => mark("first");
    second.onmessage = () => {
      mark("second");
      for (const channel of [sender, first, second]) channel.close();
    };
    sender.postMessage(0);
    queueMicrotask(() => mark("microtask"));
    mark("posted");
  },
  promises: [
    {
      ...html.checkpointAfterTask,
      says: "A broadcast arrives by a task, after the microtasks of the sender.",
      order: ["posted", "microtask", "first"],
    },
    {
      ...html.broadcastInOrder,
      says: "Channels of one thread receive it in the order of their creation.",
      order: ["first", "second"],
    },
    {
      ...html.broadcastNotToSender,
      says: "The sender does not receive it.",
      never: ["sender"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Cache invalidation between workers." },
});
