// A domain against an unhandled rejection.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-domain-rejection",
  group: "failures",
  title: "A domain and an unhandled rejection",
  question: "Is the domain told of a rejection that nobody handles?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "domains",
  program({ mark, domain }) {
    process.on("unhandledRejection", () => mark("unhandled"));
    const own = domain.create();
    own.on("error", () => mark("domain"));
    own.run(() => {
      Promise.reject(new Error("not handled"));
    });
  },
  promises: [
    {
      ...node.domainLeavesRejections,
      says: "A domain is not told of unhandled rejections.",
      never: ["domain"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Domains are deprecated; old frameworks have them." },
});
