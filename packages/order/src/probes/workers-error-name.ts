// The name of an error that crosses from a worker.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "workers-error-name",
  group: "workers",
  title: "The name of an error thrown in a worker",
  question: "Does a thrown error of a class of one's own keep its name on the way to the parent?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  program({ mark, thread }) {
    const worker = thread("failing");
    worker.on("error", (error: Error) =>
      mark(error.name === "OutOfStock" ? "keeps its name" : `named ${error.name}`),
    );
  },
  workers: {
    failing() {
      class OutOfStock extends Error {
        override name = "OutOfStock";
      }
      throw new OutOfStock("nothing left");
    },
  },
  promises: [
    {
      ...html.errorNames,
      says: "Serialization keeps an error's name only when it is one of the language's own; Node does more.",
      open: ["keeps its name"],
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
