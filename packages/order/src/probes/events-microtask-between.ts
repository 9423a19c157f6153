// Listeners called by a script share one turn.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "events-microtask-between",
  group: "events",
  title: "Microtasks between two listeners",
  question: "Do microtasks run between two listeners when a script dispatches the event?",
  kinds: ["module"],
  models: ["promises"],
  program({ mark, events }) {
    const target = new EventTarget();
    const emitter = new events.EventEmitter();
    for (const name of ["first", "second"]) {
      target.addEventListener("go", () => {
        mark(`target ${name}`);
        queueMicrotask(() => mark(`microtask of target ${name}`));
      });
      emitter.on("go", () => {
        mark(`emitter ${name}`);
        queueMicrotask(() => mark(`microtask of emitter ${name}`));
      });
    }
    target.dispatchEvent(new Event("go"));
    emitter.emit("go");
    mark("body");
  },
  promises: [
    {
      ...html.checkpointBelowNoScript,
      says: "There is a microtask checkpoint after a callback only when the stack is empty, so not below a script.",
      order: [
        "target first",
        "target second",
        "emitter first",
        "emitter second",
        "body",
        "microtask of target first",
        "microtask of target second",
        "microtask of emitter first",
        "microtask of emitter second",
      ],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "An event is one step for whoever emits it." },
});
