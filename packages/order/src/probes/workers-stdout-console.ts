// What a worker logs, read by its parent.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-stdout-console",
  group: "workers",
  title: "console.log in a worker, kept by its parent",
  question: "With stdout: true, does the parent's stream have what the worker logs?",
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
      setTimeout(() => mark(text.includes("by console") ? "captured" : "not captured"), 20);
    });
  },
  workers: {
    logging() {
      console.log("by console");
    },
  },
  promises: [
    {
      ...node.consoleWritesStdout,
      says: "console.log writes to process.stdout, and so it can be read from worker.stdout.",
      always: ["captured"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      says: "console.log of a worker bypasses worker.stdout.",
      holds: (seen) => seen.came("not captured") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Test runners keep the output of each worker apart." },
});
