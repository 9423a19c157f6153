// A domain against an emitter that emits an error.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-domain-emitter",
  group: "failures",
  title: "A domain and an emitter that emits an error",
  question: "Is the domain told of an error that an emitter of its own emits outside of it?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "domains",
  program({ mark, domain, events }) {
    process.on("uncaughtException", () => mark("uncaught"));
    const own = domain.create();
    own.on("error", () => mark("domain"));
    const emitter = own.run(() => new events.EventEmitter());
    setTimeout(() => emitter.emit("error", new Error("from an emitter")), 1);
  },
  promises: [
    {
      ...node.domainBindsCallbacks,
      says: "Emitters that are made within run are bound to the domain.",
      always: ["domain"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#31828",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "A domain is not told of errors that its emitters emit.",
      holds: (seen) => seen.came("domain") === 0,
    },
  ],
  relied: { likelihood: "rarely", why: "Domains are deprecated; old frameworks have them." },
});
