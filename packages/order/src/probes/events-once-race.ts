// Two events in one turn, and one who awaits each.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "events-once-race",
  group: "events",
  title: "events.once against two events in one turn",
  question: "Is the second of two events missed by code that awaits one after the other?",
  kinds: ["loaded", "commonjs"],
  models: ["promises"],
  program({ mark, events }) {
    const emitter = new events.EventEmitter();
    (async () => {
      await events.once(emitter, "first");
      mark("first");
      setTimeout(() => mark("second was missed"), 20).unref();
      await Promise.race([
        events.once(emitter, "second").then(() => mark("second")),
        new Promise((resolve) => setTimeout(resolve, 40)),
      ]);
    })();
    process.nextTick(() => {
      emitter.emit("first");
      emitter.emit("second");
      mark("emitted");
    });
  },
  promises: [
    {
      ...node.onceMissesEvents,
      says: "Events emitted before the await goes on may be missed by awaiting them one after the other.",
      order: ["emitted", "first"],
    },
    {
      ...node.onceMissesEvents,
      says: "It is possible, not certain, that the second is missed.",
      open: ["second", "second was missed"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Code that awaits connect and then data works by luck." },
});
