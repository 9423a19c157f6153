// emit, the same everywhere.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "events-emit-is-synchronous",
  group: "events",
  title: "emit, the same everywhere",
  question:
    "Do all listeners run before emit returns, in the order in which they were added, prepended ones first?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, events }) {
    const emitter = new events.EventEmitter();
    emitter.on("go", () => mark("first"));
    emitter.on("go", () => mark("second"));
    emitter.prependListener("go", () => mark("prepended"));
    emitter.emit("go");
    mark("emitted");
  },
  promises: [
    {
      ...node.emitIsSynchronous,
      says: "emit calls the listeners before it returns.",
      order: ["first", "second", "emitted"],
    },
    {
      ...node.prependedFirst,
      says: "A listener that was prepended comes first.",
      order: ["prepended", "first"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
