// close of a request whose body was not read.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "http-close-unread",
  group: "http",
  title: "close of a request whose body was not read",
  question: "Does the request close after its response, when its body was not read?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "close-events",
  program({ mark, http }) {
    const server = http.createServer((request, response) => {
      request.on("error", () => {});
      request.on("close", () => mark("request close"));
      response.on("close", () => mark("response close"));
      response.end("done");
    });
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      const client = http.request({ host: "127.0.0.1", port, method: "POST" }, (response) =>
        response.resume(),
      );
      client.on("error", () => {});
      client.end("body");
      setTimeout(() => process.exit(0), 600);
    });
  },
  promises: [
    {
      ...node.responseClose,
      says: "Which of the two closes first is not said.",
      open: ["request close", "response close"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Clean-up of a request counts on one of the two." },
});
