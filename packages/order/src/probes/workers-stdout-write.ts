// What a worker writes to its stdout, read by its parent.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-stdout-write",
  group: "workers",
  title: "process.stdout.write in a worker, kept by its parent",
  question: "With stdout: true, does the parent's stream have what the worker writes to process.stdout?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-output",
  program({ mark, thread }) {
    const worker = thread("writing", { stdout: true });
    let text = "";
    worker.stdout.on("data", (chunk) => {
      text += chunk;
    });
    worker.on("exit", () => {
      setTimeout(() => mark(text.includes("by stream") ? "captured" : "not captured"), 20);
    });
  },
  workers: {
    writing() {
      process.stdout.write("by stream\n");
    },
  },
  promises: [
    {
      ...node.workerStdout,
      says: "What is written to process.stdout inside the worker can be read from worker.stdout.",
      always: ["captured"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Test runners keep the output of each worker apart." },
});
