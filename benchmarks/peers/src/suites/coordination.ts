// What teams copy, against what they install.
import type { PeerSuite } from "./suite.ts";

export const coordination: PeerSuite = {
  id: "coordination",
  title: "What teams copy, against what they install",
  ours: ["promises"],
  peers: ["p-map", "p-limit"],
  watchForks: 0,
  cases: [
    { example: "bounded-map-cost", input: "bench" },
    { example: "bounded-map", input: "bench" },
    { example: "bounded-map", input: "test-cancel" },
  ],
};
