// Several messages, and what each leaves behind.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "messages-in-order",
  group: "messages",
  title: "Several messages in one port",
  question: "Do messages keep their order, and are microtasks drained between two of them?",
  kinds: ["module"],
  models: ["promises", "fibers", "threads"],
  cause: "message-in-microtasks",
  program({ mark }) {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => {
      mark(`message ${data}`);
      queueMicrotask(() => mark(`microtask of ${data}`));
      if (data === 3) port2.close();
    };
    for (const n of [1, 2, 3]) port1.postMessage(n);
  },
  promises: [
    {
      ...html.checkpointAfterTask,
      says: "Each message is a task of its own, with a microtask checkpoint after it.",
      order: ["message 1", "microtask of 1", "message 2", "microtask of 2", "message 3", "microtask of 3"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "A protocol over a port handles one message at a time." },
});
