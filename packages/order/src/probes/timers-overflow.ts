// A delay that does not fit into 32 bits.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";
import * as web from "../texts/web.ts";

export const probe = defineProbe({
  id: "timers-overflow",
  group: "timers",
  title: "A delay of 2^31 milliseconds",
  question: "Does a timer beyond the greatest delay fire at once, or never?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  cause: "overdue-timers",
  program({ mark }) {
    const huge = setTimeout(() => mark("2^31 ms"), 2 ** 31);
    const endless = setTimeout(() => mark("Infinity"), Number.POSITIVE_INFINITY);
    setTimeout(() => {
      mark("50 ms");
      clearTimeout(huge);
      clearTimeout(endless);
    }, 50);
  },
  promises: [
    {
      ...node.delayClamped,
      says: "A delay greater than 2147483647 is set to 1.",
      order: ["2^31 ms", "50 ms"],
    },
    {
      ...web.longWraps,
      says: "A delay is a 32-bit integer: 2^31 becomes negative, and a negative one 0; Infinity becomes 0.",
      order: ["Infinity", "50 ms"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "sometimes",
    why: "An expiry weeks ahead, or a limit of Infinity, is set by mistake and then fires at once.",
  },
});
