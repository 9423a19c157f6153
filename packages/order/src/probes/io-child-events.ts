// What a parent sees of a child process.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-child-events",
  group: "io",
  title: "The events of a child process",
  question: "Do spawn, exit and close come in this order, and is the output whole at close?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "close-events",
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
      ...node.childSpawnFirst,
      says: "Spawn comes before all other events.",
      order: ["spawn", "exit"],
    },
    {
      ...node.childCloseAfterExit,
      says: "Close comes after the end of the process and of its streams.",
      order: ["exit", "close, output whole"],
    },
    {
      ...node.childCloseAfterExit,
      says: "When close comes, the output is whole.",
      never: ["close, output not whole"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Output is taken as whole when exit comes; it is whole only at close.",
  },
});
