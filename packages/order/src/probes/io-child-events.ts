// What a parent sees of a child process.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "io-child-events",
  group: "io",
  title: "The events of a child process",
  question: "Do spawn, exit and close come in this order, and is the output whole at close?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  program({ mark, childProcess }) {
    const child = childProcess.spawn("echo", ["hello"], { stdio: ["ignore", "pipe", "ignore"] });
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
    });
    child.on("spawn", () => mark("spawn"));
    child.on("exit", () => mark("exit"));
    child.on("close", () => mark(text === "hello\n" ? "close, output whole" : "close, output not whole"));
  },
  promises: [
    {
      by: "Node",
      says: "Spawn comes before all other events of a child, and close after exit, when its streams have been closed.",
      link: "https://nodejs.org/api/child_process.html#event-close",
      order: ["spawn", "exit", "close, output whole"],
    },
    {
      by: "Node",
      says: "When close comes, the output is whole; when exit comes, it need not be.",
      link: "https://nodejs.org/api/child_process.html#event-exit",
      never: ["close, output not whole"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Output is taken as whole when exit comes; it is whole only at close.",
  },
});
