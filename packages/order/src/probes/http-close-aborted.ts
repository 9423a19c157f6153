// close of a request and its response, when the client leaves.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "http-close-aborted",
  group: "http",
  title: "close of a request and its response, when the client leaves",
  question: "Which of the two closes first on the server?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "close-events",
  program({ mark, http }) {
    const server = http.createServer((request, response) => {
      request.on("error", () => {});
      request.on("close", () => mark("request close"));
      response.on("close", () => mark("response close"));
      response.write("begun");
    });
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      const client = http.request({ host: "127.0.0.1", port, method: "POST" }, (response) =>
        response.once("data", () => client.destroy()),
      );
      client.on("error", () => {});
      client.end("body");
      setTimeout(() => process.exit(0), 1500);
    });
  },
  promises: [
    {
      ...node.responseClose,
      says: "Which of the two closes first is not said.",
      open: ["request close", "response close"],
    },
  ],
  claims: [
    {
      at: "denoland/deno#34002",
      state: "closed",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "When the client leaves, close of the two comes in the reverse order of Node.",
      holds: (seen) => seen.share("request close", "response close") === 1,
    },
  ],
  relied: { likelihood: "sometimes", why: "Clean-up of a request counts on one of the two." },
});
