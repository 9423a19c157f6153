// What a worker says right before it leaves.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-last-messages",
  group: "workers",
  title: "Messages posted right before process.exit",
  question:
    "Do all messages of a worker arrive before its exit event, when it posts them and leaves at once?",
  kinds: ["loaded"],
  models: ["threads"],
  program({ mark, thread }) {
    const worker = thread("leaving");
    worker.on("message", (n) => mark(`message ${n}`));
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    leaving({ workerThreads }) {
      for (const n of [1, 2, 3]) workerThreads.parentPort?.postMessage(n);
      process.exit(3);
    },
  },
  promises: [
    {
      by: "Node",
      says: "process.exit in a worker ends the thread, not the process, with its code; exit is the last event.",
      link: "https://nodejs.org/api/worker_threads.html#event-exit",
      always: ["exit code 3"],
    },
    {
      by: "Node",
      says: "Messages come in order, and before exit.",
      link: "https://nodejs.org/api/worker_threads.html#event-exit",
      order: ["message 1", "message 2", "message 3", "exit code 3"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "A worker posts its result and leaves." },
});
