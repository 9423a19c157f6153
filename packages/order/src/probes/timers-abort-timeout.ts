// AbortSignal.timeout does not hold the process in Node; the web knows no such thing.
import { defineProbe } from "../probe.ts";
import * as dom from "../texts/dom.ts";

export const probe = defineProbe({
  id: "timers-abort-timeout",
  group: "timers",
  title: "A process that waits only for AbortSignal.timeout",
  question: "Does a pending AbortSignal.timeout keep the process alive?",
  kinds: ["module"],
  models: ["promises", "fibers"],
  cause: "abort-timeout",
  program({ mark }) {
    AbortSignal.timeout(60).addEventListener("abort", () => mark("aborted"));
    mark("body");
  },
  promises: [
    {
      ...dom.timeoutAborts,
      says: "The signal is aborted after the delay; whether a process waits for it is not said.",
      open: ["aborted"],
    },
  ],
  claims: [
    {
      at: "nodejs/node#46417",
      state: "won't fix",
      statedOn: "2026-11-29",
      runtime: "node",
      says: "AbortSignal.timeout does not hold the process.",
      holds: (seen) => seen.came("aborted") === 0,
    },
  ],
  relied: { likelihood: "sometimes", why: "A tool that waits for its deadline only ends early, silently." },
});
