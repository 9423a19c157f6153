// What the listener of three unhandled rejections queues.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-three-rejections-queued",
  group: "failures",
  title: "What the listener of three unhandled rejections queues",
  question: "Does it run when nothing else keeps the process, between the rejections or after the last?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "unhandled-rejection",
  program({ mark }) {
    process.on("unhandledRejection", (reason) => {
      mark(`unhandled ${reason}`);
      process.nextTick(() => mark(`tick of ${reason}`));
      queueMicrotask(() => mark(`microtask of ${reason}`));
    });
    setTimeout(() => {
      for (const n of [1, 2, 3]) Promise.reject(n);
    }, 1);
  },
  promises: [
    {
      ...node.tickQueueBeforeLoop,
      says: "What the listener defers by nextTick runs before the loop goes on.",
      always: ["tick of 1", "tick of 2", "tick of 3"],
    },
    {
      ...node.unhandledWithinTurn,
      says: "What comes between them is not said.",
      open: ["unhandled 2", "tick of 1", "microtask of 1"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#42031",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "What the listener queues is lost when nothing else keeps the process.",
      holds: (seen) => seen.came("tick of 1") === 0,
    },
  ],
  relied: { likelihood: "rarely", why: "Crash reports are sent one by one." },
});
