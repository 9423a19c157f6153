// Pools of child processes: what a round trip of a task costs, alone and among 64, and how small a task may be.
import { pool } from "./pool.ts";
import type { PeerSuite } from "./suite.ts";

export const processes: PeerSuite = {
  ...pool,
  id: "processes",
  title: "Pools of child processes",
  ours: ["processes-by-message"],
  peers: ["tinypool-process", "workerpool-process"],
};
