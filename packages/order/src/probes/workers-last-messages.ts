// What a worker says right before it leaves.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-last-messages",
  group: "workers",
  title: "Messages posted right before process.exit",
  question:
    "Do all messages of a worker arrive before its exit event, when it posts them and leaves at once?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
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
      ...node.workerExitCode,
      says: "process.exit in a worker ends the thread with its code.",
      always: ["exit code 3"],
    },
    {
      ...node.workerExitLast,
      says: "Exit is the last event.",
      order: ["message 1", "exit code 3"],
    },
    {
      by: "Node",
      link: "https://nodejs.org/api/worker_threads.html#event-message",
      says: "In which order messages come is not said.",
      open: ["message 1", "message 2", "message 3"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "A worker posts its result and leaves." },
});
