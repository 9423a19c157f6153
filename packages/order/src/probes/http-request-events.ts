// The events of a request on the client.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "http-request-events",
  group: "http",
  title: "The events of a request on the client",
  question: "Do socket, finish, response, end and close come in this order?",
  kinds: ["loaded"],
  models: ["promises"],
  cause: "close-events",
  program({ mark, http }) {
    const server = http.createServer((_request, response) => response.end("done"));
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      const request = http.get({ host: "127.0.0.1", port, agent: false }, (response) => {
        mark("response");
        response.on("data", () => mark("data"));
        response.on("end", () => mark("end"));
        response.on("close", () => mark("response close"));
      });
      request.on("socket", () => mark("socket"));
      request.on("finish", () => mark("finish"));
      request.on("close", () => {
        mark("request close");
        setTimeout(() => process.exit(0), 30);
      });
    });
  },
  promises: [
    {
      ...node.requestEventsInOrder,
      says: "A successful request emits socket, response, data, end and close in this order.",
      order: ["socket", "response", "data", "end", "request close"],
    },
    {
      ...node.requestEventsInOrder,
      says: "Where finish stands, and close of the response, is not said.",
      open: ["finish", "response close"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Clients measure a request by its events." },
});
