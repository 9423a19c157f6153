// A broadcast reaches everyone else.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "messages-broadcast",
  group: "messages",
  title: "BroadcastChannel within one thread",
  question: "Who hears a broadcast, in which order, and when compared with microtasks?",
  kinds: ["module"],
  models: ["promises", "threads"],
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
      by: "HTML",
      says: "A broadcast goes to all other channels of the name in the order of their creation, each by a task.",
      link: "https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-postmessage",
      order: ["posted", "microtask", "first", "second"],
    },
    {
      by: "HTML",
      says: "The sender does not hear itself.",
      link: "https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-postmessage",
      never: ["sender"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Cache invalidation between workers." },
});
