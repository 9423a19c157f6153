// Microtasks between listeners of an event that no script dispatches.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "events-native-dispatch",
  group: "events",
  title: "Microtasks between listeners of an event that no script dispatches",
  question: "Is there a microtask checkpoint between two listeners when the runtime dispatches the event?",
  kinds: ["module", "loaded"],
  models: ["promises"],
  cause: "listeners-in-dispatch",
  program({ mark }) {
    const signal = AbortSignal.timeout(5);
    for (const name of ["first", "second"]) {
      signal.addEventListener("abort", () => {
        mark(name);
        queueMicrotask(() => mark(`microtask of ${name}`));
      });
    }
    setTimeout(() => {}, 60);
  },
  promises: [
    {
      ...html.checkpointBelowNoScript,
      says: "A timer's task dispatches the event, so no script is running between its listeners, and the microtasks of the first run before the second.",
      order: ["first", "microtask of first", "second", "microtask of second"],
    },
  ],
  claims: [
    {
      at: "w3c/ServiceWorker#1213",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "node",
      says: "There is no microtask checkpoint between listeners of an event that the runtime dispatches.",
      holds: (seen) => seen.share("second", "microtask of first") === 1,
    },
    {
      at: "w3c/ServiceWorker#1213",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "There is no microtask checkpoint between listeners of an event that the runtime dispatches.",
      holds: (seen) => seen.share("second", "microtask of first") === 1,
    },
    {
      at: "w3c/ServiceWorker#1213",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "There is no microtask checkpoint between listeners of an event that the runtime dispatches.",
      holds: (seen) => seen.share("second", "microtask of first") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "In browsers the microtasks of a listener run before the next." },
});
