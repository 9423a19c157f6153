// A microtask that throws while async hooks are on.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-hook-throws-uncaught",
  group: "failures",
  title: "A microtask that throws while async hooks are on",
  question: "Does the exception reach uncaughtException?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "instruments",
  endings: ["exit 1"],
  program({ mark, asyncHooks }) {
    process.on("uncaughtException", () => mark("uncaught"));
    asyncHooks.createHook({ init() {}, after() {} }).enable();
    queueMicrotask(() => {
      throw new Error("from a microtask");
    });
    setTimeout(() => mark("timer"), 20);
  },
  promises: [
    {
      ...node.microtaskErrorsUncaught,
      says: "The exception is emitted as uncaughtException.",
      always: ["uncaught"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Tracers watch microtasks." },
});
