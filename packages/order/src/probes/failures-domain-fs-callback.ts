// A domain against a callback of the file system that throws.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-domain-fs-callback",
  group: "failures",
  title: "A domain and a callback of the file system that throws",
  question: "Is the domain told of the error?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "domains",
  program({ mark, domain, fs }) {
    process.on("uncaughtException", () => mark("uncaught"));
    process.on("unhandledRejection", () => mark("unhandled rejection"));
    const own = domain.create();
    own.on("error", () => mark("domain"));
    const fail = () => {
      throw new Error("from a callback of the file system");
    };
    own.run(() => fs.stat(".", fail));
  },
  promises: [
    {
      ...node.domainCatches,
      says: "A callback of the file system is bound to the domain, which catches what it throws.",
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
