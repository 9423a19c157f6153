// What is left of an error that crosses from a worker.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "workers-error-type",
  group: "workers",
  title: "An error thrown in a worker",
  question: "Does a thrown error of a class of one's own keep its name and fields on the way to the parent?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  program({ mark, thread }) {
    const worker = thread("failing");
    worker.on("error", (error: Error & { code?: string }) => {
      mark(error.name === "OutOfStock" ? "keeps its name" : `named ${error.name}`);
      mark(error.code === "E_STOCK" ? "keeps its fields" : "loses its fields");
    });
    worker.on("exit", (code) => mark(`exit code ${code}`));
  },
  workers: {
    failing() {
      class OutOfStock extends Error {
        override name = "OutOfStock";
        code = "E_STOCK";
      }
      throw new OutOfStock("nothing left");
    },
  },
  promises: [
    {
      ...node.workerTerminatedCode,
      says: "An uncaught exception terminates a worker, and a worker that was terminated has exit code 1.",
      always: ["exit code 1"],
    },
    {
      ...html.errorNames,
      says: "Serialization keeps an error's name only when it is one of the language's own; Node does more.",
      open: ["keeps its name", "keeps its fields"],
    },
  ],
  claims: [
    {
      runtime: "deno",
      says: "A custom error thrown in a worker arrives as a bare Error.",
      holds: (seen) => seen.came("keeps its name") === 0,
    },
    {
      runtime: "bun",
      says: "A custom error thrown in a worker arrives as a bare Error.",
      holds: (seen) => seen.came("keeps its name") === 0,
    },
  ],
  relied: { likelihood: "often", why: "Callers tell failures apart by name, class or code." },
});
