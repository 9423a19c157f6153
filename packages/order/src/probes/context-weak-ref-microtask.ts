// A weak reference in the microtasks of the code that made it.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "context-weak-ref-microtask",
  group: "context",
  title: "A WeakRef in the microtasks of its job",
  question: "Is the target of a new WeakRef kept through the microtasks of the job that made it?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "collected-objects",
  program({ mark }) {
    const { Bun } = globalThis as { Bun?: { gc(force: boolean): void } };
    const collect = () => (Bun === undefined ? globalThis.gc?.() : Bun.gc(true));
    setTimeout(() => {
      const weak = new WeakRef({ name: "target" });
      queueMicrotask(() => {
        collect();
        mark(weak.deref() === undefined ? "gone" : "kept");
      });
    }, 5);
  },
  promises: [
    {
      ...ecmascript.keptObjectsCleared,
      says: "Kept objects are cleared when synchronous execution has completed, which is left to the host.",
      open: ["gone", "kept"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Caches of weak references." },
});
