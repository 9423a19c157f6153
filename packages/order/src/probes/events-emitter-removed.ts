// A listener of an emitter removed by the one before it.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "events-emitter-removed",
  group: "events",
  title: "A listener of an emitter removed by the one before it",
  question: "Is a listener that was removed during emit still called?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, events }) {
    const emitter = new events.EventEmitter();
    const second = () => mark("removed");
    emitter.on("go", () => {
      mark("first");
      emitter.off("go", second);
      emitter.on("go", () => mark("added"));
    });
    emitter.on("go", second);
    emitter.emit("go");
    mark("emitted");
  },
  promises: [
    {
      ...node.listenersCopied,
      says: "A listener that was removed is still called in this emit.",
      always: ["removed"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "It is the opposite of what an EventTarget does." },
});
