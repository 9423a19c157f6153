// The chosen few that answer the main questions within minutes.
import type { Suite } from "./suite.ts";

/**
 * What `byturns bench` measures when no suite is named: the walk-through, what teams copy first, what delays what, and
 * what threads gain.
 */
export const main: Suite = {
  id: "main",
  title: "The main questions",
  cases: [
    { example: "say-after", input: "bench" },
    { example: "fib", input: "bench", question: "What do tasks gain when they block?" },
    { example: "fib", input: "bench-yields", question: "What do tasks gain when they yield?" },
    { example: "overlap", input: "bench" },
    { example: "readers", input: "bench" },
    { example: "log", input: "bench" },
    { example: "downloads", input: "bench" },
    { example: "subprocesses", input: "bench" },
    { example: "lazy-or-eager", input: "bench" },
    { example: "bounded-map", input: "bench" },
    { example: "heartbeat", input: "bench" },
    { example: "grain", input: "bench" },
  ],
};
