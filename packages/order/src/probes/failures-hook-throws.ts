// A microtask that throws while async hooks are on.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "failures-hook-throws",
  group: "failures",
  title: "A microtask that throws while async hooks are on",
  question: "Is the exception reported, and is after called for the microtask?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "instruments",
  witnesses: ["test-queue-microtask-uncaught-asynchooks"],
  endings: ["exit 1"],
  program({ mark, asyncHooks }) {
    process.on("uncaughtException", () => mark("uncaught"));
    const hook = asyncHooks.createHook({
      init(_id, type) {
        if (type === "Microtask") mark("init");
      },
      after() {},
    });
    hook.enable();
    queueMicrotask(() => {
      throw new Error("from a microtask");
    });
    queueMicrotask(() => mark("next microtask"));
    setTimeout(() => mark("timer"), 20);
  },
  promises: [
    {
      ...node.microtaskErrorsUncaught,
      says: "The exception is emitted as uncaughtException.",
      always: ["uncaught"],
    },
    {
      ...node.hooksInit,
      says: "That a microtask is such a class is not said.",
      open: ["init"],
    },
    {
      ...html.checkpointEmptiesQueue,
      says: "The checkpoint goes on with the next microtask.",
      order: ["next microtask", "timer"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Tracers watch microtasks." },
});
