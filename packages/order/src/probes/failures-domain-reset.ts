// The active domain after an error in it.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "failures-domain-reset",
  group: "failures",
  title: "The active domain after an error in it",
  question:
    "Has the next timer of the same turn no active domain, after the domain of the one before handled an error?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "domains",
  witnesses: ["test-timers-reset-process-domain-on-throw"],
  endings: ["exit 1"],
  program({ mark, domain, spin }) {
    const active = () => (process as { domain?: object | null }).domain;
    setTimeout(() => {
      const own = domain.create();
      own.on("error", () =>
        mark(
          active() === null
            ? "null in the handler"
            : active()
              ? "set in the handler"
              : "undefined in the handler",
        ),
      );
      own.run(() => {
        throw new Error("from a timer");
      });
    }, 10);
    setTimeout(
      () =>
        mark(
          active() === null
            ? "null in the next timer"
            : active()
              ? "set in the next timer"
              : "undefined in the next timer",
        ),
      10,
    );
    setTimeout(() => mark("later timer"), 60);
    spin(20);
  },
  promises: [
    {
      by: "Node",
      link: "https://nodejs.org/api/domain.html#domainrunfn-args",
      says: "What process.domain is after an error is not said.",
      open: ["undefined in the handler", "null in the next timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Domains are deprecated; old frameworks have them." },
});
