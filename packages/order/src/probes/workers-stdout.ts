// Output of a worker that its parent wants for itself.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-stdout",
  group: "workers",
  title: "A worker's stdout, kept by its parent",
  question: "With stdout: true, does what the worker logs go to the parent's stream and nowhere else?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-output",
  witnesses: ["test-worker-message-port-drain"],
  program({ mark, thread }) {
    const worker = thread("logging", { stdout: true });
    let text = "";
    worker.stdout.on("data", (chunk) => {
      text += chunk;
    });
    worker.on("exit", () => {
      setTimeout(() => {
        mark(text.includes("by console") ? "console.log is captured" : "console.log is not captured");
        mark(text.includes("by stream") ? "stdout.write is captured" : "stdout.write is not captured");
      }, 20);
    });
  },
  workers: {
    logging() {
      console.log("by console");
      process.stdout.write("by stream\n");
    },
  },
  promises: [
    {
      ...node.workerStdout,
      says: "What is written to process.stdout inside the worker can be read from worker.stdout.",
      always: ["stdout.write is captured"],
    },
    {
      ...node.consoleWritesStdout,
      says: "console.log writes to process.stdout, and so it can be read there too.",
      always: ["console.log is captured"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      says: "console.log of a worker bypasses worker.stdout.",
      holds: (seen) => seen.came("console.log is not captured") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Test runners keep the output of each worker apart." },
});
