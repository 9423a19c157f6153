// Sentences of HTML that probes hold runtimes to.
import type { Text } from "../probe.ts";

export const checkpointAfterTask: Text = {
  by: "HTML",
  quote: "Perform a microtask checkpoint.",
  link: "https://html.spec.whatwg.org/multipage/webappapis.html#event-loop-processing-model",
  date: "2026-11-29",
};

export const checkpointEmptiesQueue: Text = {
  by: "HTML",
  quote: "While the event loop's microtask queue is not empty:",
  link: "https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint",
  date: "2026-11-29",
};

export const microtasksInOrder: Text = {
  by: "HTML",
  quote: "Let oldestMicrotask be the result of dequeuing from the event loop's microtask queue.",
  link: "https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint",
  date: "2026-11-29",
};

export const checkpointBelowNoScript: Text = {
  by: "HTML",
  quote: "If the JavaScript execution context stack is now empty, perform a microtask checkpoint.",
  link: "https://html.spec.whatwg.org/multipage/webappapis.html#clean-up-after-running-script",
  date: "2026-11-29",
};

export const timersInOrder: Text = {
  by: "HTML",
  quote:
    "Wait until any invocations of this algorithm that had the same global and orderingIdentifier, that started before this one, and whose milliseconds is less than or equal to this one's, have completed.",
  link: "https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#run-steps-after-a-timeout",
  date: "2026-11-29",
};

export const timersWaitTheirDelay: Text = {
  by: "HTML",
  quote: "Schedules a timeout to run handler after timeout milliseconds.",
  link: "https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-settimeout-dev",
  date: "2026-11-29",
};

export const timersCleared: Text = {
  by: "HTML",
  quote:
    "The clearTimeout(id) and clearInterval(id) method steps are to remove this's map of setTimeout and setInterval IDs[id].",
  link: "https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-cleartimeout",
  date: "2026-11-29",
};

export const intervalRepeats: Text = {
  by: "HTML",
  quote:
    "If repeat is true, then perform the timer initialization steps again, given global, handler, timeout, arguments, true, and id.",
  link: "https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timer-initialisation-steps",
  date: "2026-11-29",
};

export const messageIsTask: Text = {
  by: "HTML",
  quote: "Add a task that runs the following steps to the port message queue of targetPort:",
  link: "https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps",
  date: "2026-11-29",
};

export const broadcastInOrder: Text = {
  by: "HTML",
  quote:
    "Sort destinations such that all BroadcastChannel objects whose relevant agents are the same are sorted in creation order, oldest first.",
  link: "https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-postmessage",
  date: "2026-11-29",
};

export const broadcastNotToSender: Text = {
  by: "HTML",
  quote: "Remove source from destinations.",
  link: "https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-postmessage",
  date: "2026-11-29",
};

export const errorNames: Text = {
  by: "HTML",
  quote:
    'If name is not one of "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", or "URIError", then set name to "Error".',
  link: "https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal",
  date: "2026-11-29",
};
