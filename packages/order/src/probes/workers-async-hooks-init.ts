// createHook of async_hooks.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-async-hooks-init",
  group: "workers",
  title: "createHook of async_hooks",
  question: "Is init called for new asynchronous resources?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "instruments",
  async program({ mark, asyncHooks }) {
    let inits = 0;
    asyncHooks.createHook({ init: () => inits++ }).enable();
    await new Promise((resolve) => setTimeout(resolve, 5));
    mark(inits > 0 ? "called" : "not called");
  },
  promises: [
    {
      ...node.hooksInit,
      says: "init is called when such a resource is constructed.",
      always: ["called"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#30827",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "init of a hook is never called.",
      holds: (seen) => seen.came("not called") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Tracers and leak detectors are built on it." },
});
