// Where an AsyncLocalStorage follows.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "context-async-local-storage",
  group: "context",
  title: "AsyncLocalStorage through every way of going on",
  question:
    "Is the store kept through promises, ticks, timers, immediates, I/O, emitters, messages and rejections?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  async program({ mark, asyncHooks, events, fs }) {
    const storage = new asyncHooks.AsyncLocalStorage<string>();
    const lost: string[] = [];
    const check = (way: string) => {
      if (storage.getStore() !== "kept") lost.push(way);
    };
    const emitter = new events.EventEmitter();
    const { port1, port2 } = new MessageChannel();
    process.on("unhandledRejection", () => check("unhandledRejection"));
    storage.run("kept", () => {
      Promise.resolve().then(() => check("then"));
      queueMicrotask(() => check("queueMicrotask"));
      process.nextTick(() => check("nextTick"));
      setTimeout(() => check("setTimeout"), 1);
      setImmediate(() => check("setImmediate"));
      fs.stat(".", () => check("fs callback"));
      fs.promises.stat(".").then(() => check("fs promise"));
      const thenable = {
        // biome-ignore lint/suspicious/noThenProperty: a thenable is one of the ways.
        then(resolve: (value: null) => void) {
          check("thenable");
          resolve(null);
        },
      };
      (async () => await thenable)();
      Promise.reject(new Error("nobody cares"));
      emitter.on("go", () => check("emitter, by where it was added"));
      port2.onmessage = () => {
        check("message, by where it was set");
        port2.close();
      };
    });
    emitter.emit("go");
    port1.postMessage(0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const known = ["emitter, by where it was added", "message, by where it was set", "unhandledRejection"];
    for (const way of known) mark(`${lost.includes(way) ? "loses" : "keeps"}: ${way}`);
    const others = lost.filter((way) => !known.includes(way));
    mark(others.length === 0 ? "keeps: all others" : `loses: ${others.sort().join(" and ")}`);
  },
  promises: [
    {
      by: "Node",
      says: "The store follows callbacks and promise chains.",
      link: "https://nodejs.org/api/async_context.html#class-asynclocalstorage",
      always: ["keeps: all others"],
    },
    {
      by: "Node",
      says: "An emitter's listeners have the store of whoever emits.",
      link: "https://nodejs.org/api/async_context.html#integrating-asyncresource-with-eventemitter",
      always: ["loses: emitter, by where it was added"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#40223",
      runtime: "bun",
      says: "unhandledRejection is emitted without the store.",
      holds: (seen) => seen.came("loses: unhandledRejection") === 1,
    },
  ],
  relied: { likelihood: "often", why: "Request ids, transactions and tracing hang on it." },
});
