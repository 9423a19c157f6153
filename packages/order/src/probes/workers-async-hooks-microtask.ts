// async hooks and microtasks.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-async-hooks-microtask",
  group: "workers",
  title: "createHook of async_hooks, and microtasks",
  question: "Is init called for a microtask?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "instruments",
  witnesses: ["test-queue-microtask-uncaught-asynchooks"],
  program({ mark, asyncHooks }) {
    let inits = 0;
    const hook = asyncHooks.createHook({
      init(_id, type) {
        if (type === "Microtask") inits++;
      },
    });
    hook.enable();
    queueMicrotask(() => mark(inits > 0 ? "called" : "not called"));
  },
  promises: [
    {
      ...node.hooksInit,
      says: "That a microtask is such a class is not said.",
      open: ["called", "not called"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Tracers watch microtasks." },
});
