// What happens while a signal is being aborted.
import { defineProbe } from "../probe.ts";
import * as dom from "../texts/dom.ts";

export const probe = defineProbe({
  id: "events-abort-order",
  group: "events",
  title: "The order of an abort",
  question:
    "In which order do a signal's listeners, its handler, its dependents and awaiting code hear of an abort?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  program({ mark }) {
    const controller = new AbortController();
    const { signal } = controller;
    const either = AbortSignal.any([signal]);
    either.addEventListener("abort", () => mark("dependent"));
    signal.addEventListener("abort", () => {
      mark("listener");
      queueMicrotask(() => mark("microtask"));
      mark(either.aborted ? "dependent is aborted" : "dependent is not yet aborted");
    });
    signal.onabort = () => mark("handler");
    controller.abort();
    mark("after abort");
  },
  promises: [
    {
      ...dom.dependentsAfterSource,
      says: "Abort fires the signal's event synchronously, listeners and handler in the order of their registration, and then its dependents'.",
      order: ["listener", "handler", "dependent", "after abort", "microtask"],
    },
    {
      ...dom.dependentsMarkedFirst,
      says: "Dependent signals are marked as aborted before any event is fired.",
      never: ["dependent is not yet aborted"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Clean-up in abort listeners runs before the caller goes on." },
});
