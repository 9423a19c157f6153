// Synchronous file system calls, the same everywhere.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "io-sync-first",
  group: "io",
  title: "Synchronous file system calls, the same everywhere",
  question: "Does a synchronous call finish before the callback of an earlier asynchronous one?",
  kinds: ["loaded", "commonjs"],
  models: ["promises"],
  program({ mark, fs }) {
    fs.stat(".", () => mark("callback"));
    fs.statSync(".");
    mark("synchronous");
    queueMicrotask(() => mark("microtask"));
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
