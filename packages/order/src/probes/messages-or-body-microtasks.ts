// A message against microtasks of the body.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "messages-or-body-microtasks",
  group: "messages",
  title: "A message against microtasks of the body",
  question: "Does a message that the body posted arrive after the microtasks of the body?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises", "threads"],
  cause: "message-in-microtasks",
  program({ mark }) {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      mark("message");
      port2.close();
    };
    port1.postMessage(0);
    let chain = Promise.resolve();
    for (let level = 1; level <= 5; level++)
      chain = chain.then(() => (level === 5 ? mark("then 5") : undefined));
    mark("body");
  },
  promises: [
    {
      ...html.checkpointEmptiesQueue,
      says: "A message is a task, and a task waits until the microtask queue is empty.",
      order: ["body", "then 5", "message"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#32565",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A message arrives before microtasks of the body.",
      holds: (seen) => seen.share("message", "then 5") > 0,
    },
  ],
  relied: { likelihood: "sometimes", why: "Schedulers yield by a message to themselves." },
});
