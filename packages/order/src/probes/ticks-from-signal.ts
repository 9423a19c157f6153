// nextTick and microtasks, from a signal listener.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "ticks-from-signal",
  group: "ticks",
  title: "nextTick and microtasks, from a signal listener",
  question: "Does nextTick run before promise reactions when both are queued by a signal listener?",
  kinds: ["loaded", "commonjs"],
  models: ["promises"],
  cause: "tick-or-microtask",
  program({ mark }) {
    process.on("SIGUSR2", () => {
      Promise.resolve().then(() => mark("then"));
      process.nextTick(() => mark("nextTick"));
      mark("listener");
      clearTimeout(hold);
    });
    const hold = setTimeout(() => {}, 2000);
    process.kill(process.pid, "SIGUSR2");
  },
  promises: [
    {
      ...node.ticksThenPromisesThenTasks,
      says: "The nextTick queue is emptied before the promise queue.",
      order: ["listener", "nextTick", "then"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Shutdown code begins in a signal listener." },
});
