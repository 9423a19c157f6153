// A synchronous require runs to its end, microtasks and all that it leaves behind later.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "modules-require-ticks",
  group: "modules",
  title: "Microtasks while a CommonJS module is being required",
  question: "Do microtasks wait until both the required module and the requiring one have run?",
  kinds: ["commonjs"],
  models: ["promises"],
  cause: "tick-or-microtask",
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
      ...html.checkpointBelowNoScript,
      says: "A microtask runs only when no script is running, and require is a call.",
      order: ["required", "body", "microtask"],
    },
    {
      ...node.ticksFirstInCommonJs,
      says: "In CommonJS the nextTick queue comes before microtasks.",
      order: ["body", "nextTick", "microtask"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Modules that set themselves up lazily are patched by whoever requires them.",
  },
});
