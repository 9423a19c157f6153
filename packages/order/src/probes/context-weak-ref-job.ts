// A weak reference is not weak while the code that made it runs.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "context-weak-ref-job",
  group: "context",
  title: "A WeakRef within its job",
  question: "Is the target of a new WeakRef kept until the job has ended?",
  kinds: ["module", "commonjs"],
  models: ["promises"],
  cause: "collected-objects",
  program({ mark }) {
    const { Bun } = globalThis as { Bun?: { gc(force: boolean): void } };
    const collect = () => (Bun === undefined ? globalThis.gc?.() : Bun.gc(true));
    setTimeout(() => {
      const weak = new WeakRef({ name: "target" });
      collect();
      mark(weak.deref() === undefined ? "gone" : "kept");
    }, 1);
  },
  promises: [
    {
      ...ecmascript.keptUntilCleared,
      says: "A target is kept alive from where its WeakRef is made, or dereferenced, until the job is over.",
      never: ["gone"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Caches of weak references." },
});
