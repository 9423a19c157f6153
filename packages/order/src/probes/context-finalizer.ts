// When a finalizer runs, after its object was collected.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "context-finalizer",
  group: "context",
  title: "A FinalizationRegistry's callback",
  question: "Does a finalizer run after the microtasks, in a task of its own, and does it hold the process?",
  kinds: ["module"],
  models: ["promises"],
  cause: "collected-objects",
  program({ mark }) {
    const { Bun } = globalThis as { Bun?: { gc(force: boolean): void } };
    const collect = () => (Bun === undefined ? globalThis.gc?.() : Bun.gc(true));
    let finalized = 0;
    const registry = new FinalizationRegistry(() => {
      if (finalized++ === 0) mark("finalizer");
    });
    const make = () => {
      for (let i = 0; i < 100; i++) registry.register({ i, bytes: new Array(100).fill(i) }, i);
    };
    setTimeout(() => {
      make();
      collect();
      queueMicrotask(() => mark("microtask"));
      mark("collected");
      setTimeout(() => mark("timer"), 100);
    }, 5);
  },
  promises: [
    {
      ...html.checkpointBelowNoScript,
      says: "A microtask runs only when no script is running.",
      order: ["collected", "microtask"],
    },
    {
      ...ecmascript.cleanupSometime,
      says: "Whether and when cleanup happens is not promised.",
      open: ["finalizer", "timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Handles that are closed when their wrapper is forgotten." },
});
