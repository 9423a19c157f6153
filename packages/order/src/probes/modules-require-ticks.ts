// A synchronous require runs to its end, microtasks and all that it leaves behind later.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "modules-require-ticks",
  group: "modules",
  title: "Microtasks while a CommonJS module is being required",
  question: "Do microtasks wait until both the required module and the requiring one have run?",
  kinds: ["commonjs"],
  models: ["promises"],
  imports: ["required"],
  modules: {
    required({ mark }) {
      queueMicrotask(() => mark("microtask"));
      process.nextTick(() => mark("nextTick"));
      mark("required");
    },
  },
  program({ mark }) {
    mark("body");
  },
  promises: [
    {
      by: "ECMAScript",
      says: "A job starts only when no execution context is running, and require is a call.",
      link: "https://tc39.es/ecma262/#sec-jobs",
      order: ["required", "body", "microtask"],
    },
    {
      by: "Node",
      says: "The nextTick queue is drained before the microtask queue, after CommonJS code has run.",
      link: "https://nodejs.org/api/process.html#when-to-use-queuemicrotask-vs-processnexttick",
      order: ["body", "nextTick", "microtask"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Modules that set themselves up lazily are patched by whoever requires them.",
  },
});
