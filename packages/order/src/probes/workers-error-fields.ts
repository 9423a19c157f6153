// The fields of an error that crosses from a worker.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "workers-error-fields",
  group: "workers",
  title: "The fields of an error thrown in a worker",
  question: "Does a thrown error of a class of one's own keep its fields on the way to the parent?",
  kinds: ["loaded"],
  models: ["threads"],
  cause: "worker-failure",
  program({ mark, thread }) {
    const worker = thread("failing");
    worker.on("error", (error: Error & { code?: string }) => {
      mark(error.code === "E_STOCK" ? "keeps its fields" : "loses its fields");
    });
  },
  workers: {
    failing() {
      class OutOfStock extends Error {
        code = "E_STOCK";
      }
      throw new OutOfStock("nothing left");
    },
  },
  promises: [
    {
      by: "HTML",
      link: "https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal",
      says: "Which fields beside the message are kept is not said.",
      open: ["keeps its fields", "loses its fields"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Callers tell failures apart by name, class or code." },
});
