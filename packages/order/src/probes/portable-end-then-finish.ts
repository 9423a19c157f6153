// Write this: destroy a socket once it has finished.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-end-then-finish",
  group: "portable",
  title: "Write this: destroy a socket once it has finished",
  question: "Does the other end receive what was written?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, net }) {
    const server = net.createServer((socket) => {
      socket.end("hello", () => socket.destroy());
    });
    server.listen(0, "127.0.0.1", () => {
      const socket = net.connect((server.address() as { port: number }).port, "127.0.0.1");
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("close", () => {
        mark(text === "hello" ? "received" : "not received");
        server.close();
      });
    });
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
