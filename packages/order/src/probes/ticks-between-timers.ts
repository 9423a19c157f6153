// Microtasks are drained between two callbacks of one phase, since Node 11.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-between-timers",
  group: "ticks",
  title: "Microtasks between two timers that are both due",
  question: "When two timers are due, do the first one's microtasks and ticks run before the second?",
  kinds: ["module", "loaded", "worker"],
  models: ["promises", "fibers", "threads"],
  cause: "tick-or-microtask",
  program({ mark, spin }) {
    setTimeout(() => {
      mark("first timer");
      Promise.resolve().then(() => mark("then"));
      process.nextTick(() => mark("nextTick"));
    }, 1);
    setTimeout(() => mark("second timer"), 1);
    spin(5);
  },
  promises: [
    {
      ...html.checkpointAfterTask,
      says: "After each task there is a microtask checkpoint.",
      order: ["first timer", "then", "second timer"],
    },
    {
      ...node.ticksThenPromisesThenTasks,
      says: "The nextTick queue is emptied before the next timer.",
      order: ["first timer", "nextTick", "second timer"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "State changed by a promise is expected to be settled when the next timer runs.",
  },
});
