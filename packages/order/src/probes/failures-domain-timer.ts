// A domain against a timer that throws.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-domain-timer",
  group: "failures",
  title: "A domain and a timer that throws",
  question: "Is the domain told of the error?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "domains",
  program({ mark, domain }) {
    process.on("uncaughtException", () => mark("uncaught"));
    const own = domain.create();
    own.on("error", () => mark("domain"));
    const fail = () => {
      throw new Error("from a timer");
    };
    own.run(() => setTimeout(fail, 1));
  },
  promises: [
    {
      ...node.domainBindsCallbacks,
      says: "Timers that are set within run are bound to the domain, and what they throw notifies it.",
      always: ["domain"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#31828",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A domain is not told of what callbacks throw.",
      holds: (seen) => seen.came("domain") === 0,
    },
  ],
  relied: { likelihood: "rarely", why: "Domains are deprecated; old frameworks have them." },
});
