// Write this: end a worker with process.exit.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-worker-end",
  group: "portable",
  title: "Write this: end a worker with process.exit",
  question: "Does process.exit in a worker end it, and only it, with its code?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, thread }) {
    const worker = thread("ending");
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    ending({ workerThreads }) {
      workerThreads.parentPort?.on("message", () => {});
      setTimeout(() => process.exit(0), 20);
    },
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
