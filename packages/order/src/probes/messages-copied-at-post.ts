// When a message is copied, the same everywhere.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "messages-copied-at-post",
  group: "messages",
  title: "When a message is copied, the same everywhere",
  question: "Does a change after postMessage reach the receiver?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  program({ mark }) {
    const { port1, port2 } = new MessageChannel();
    const state = { value: "as posted" };
    port2.onmessage = ({ data }) => {
      mark(data.value);
      port2.close();
    };
    port1.postMessage(state);
    state.value = "as changed";
  },
  promises: [
    {
      ...node.clonedAtPost,
      says: "A message is copied when it is posted.",
      always: ["as posted"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
