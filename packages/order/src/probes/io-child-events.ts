// What a parent sees of a child process.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "io-child-events",
  group: "io",
  title: "The events of a child process",
  question: "Do spawn, data, end, exit and close come in the promised order?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  program({ mark, childProcess }) {
    const child = childProcess.spawn("echo", ["hello"], { stdio: ["ignore", "pipe", "ignore"] });
    child.on("spawn", () => mark("spawn"));
    child.stdout.on("data", () => mark("data"));
    child.stdout.on("end", () => mark("end"));
    child.on("exit", () => mark("exit"));
    child.on("close", () => mark("close"));
  },
  promises: [
    {
      by: "Node",
      says: "Spawn comes before all other events of a child.",
      link: "https://nodejs.org/api/child_process.html#event-spawn",
      order: ["spawn", "data", "end"],
    },
    {
      by: "Node",
      says: "Close comes after exit, when the child's streams have been closed.",
      link: "https://nodejs.org/api/child_process.html#event-close",
      order: ["exit", "close"],
    },
    {
      by: "Node",
      says: "Close comes when the child's streams have been closed.",
      link: "https://nodejs.org/api/child_process.html#event-close",
      order: ["end", "close"],
    },
    {
      by: "Node",
      says: "When exit comes, the child's streams may still be open.",
      link: "https://nodejs.org/api/child_process.html#event-exit",
      open: ["data", "end", "exit"],
    },
  ],
  claims: [],
  relied: {
    likelihood: "often",
    why: "Output is taken as whole when exit comes; it is whole only at close.",
  },
});
