// Sentences of DOM that probes hold runtimes to.
import type { Text } from "../probe.ts";

export const dependentsMarkedFirst: Text = {
  by: "DOM",
  quote: "Set dependentSignal's abort reason to signal's abort reason.",
  link: "https://dom.spec.whatwg.org/#abortsignal-signal-abort",
  date: "2026-07-18",
};

export const dependentsAfterSource: Text = {
  by: "DOM",
  quote: "For each dependentSignal of dependentSignalsToAbort, run the abort steps for dependentSignal.",
  link: "https://dom.spec.whatwg.org/#abortsignal-signal-abort",
  date: "2026-07-18",
};

export const listenerErrorsReported: Text = {
  by: "DOM",
  quote:
    "Report exception for listener's callback's corresponding JavaScript object's associated realm's global object.",
  link: "https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke",
  date: "2026-07-18",
};

export const listenersCloned: Text = {
  by: "DOM",
  quote:
    "Let listeners be a clone of event's currentTarget attribute value's event listener list. This avoids event listeners added after this point from being run.",
  link: "https://dom.spec.whatwg.org/#concept-event-listener-invoke",
  date: "2026-07-18",
};

export const listenersRemoved: Text = {
  by: "DOM",
  quote: "Note that removal still has an effect due to the removed field.",
  link: "https://dom.spec.whatwg.org/#concept-event-listener-invoke",
  date: "2026-07-18",
};

export const timeoutAborts: Text = {
  by: "DOM",
  quote: "Returns an AbortSignal instance which will be aborted in milliseconds milliseconds.",
  link: "https://dom.spec.whatwg.org/#dom-abortsignal-timeout",
  date: "2026-07-18",
};
