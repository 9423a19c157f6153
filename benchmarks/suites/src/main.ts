// The chosen few that answer the main questions within minutes.
import { specs } from "@byturns/spec";
import type { Suite } from "./suite.ts";

/** What `byturns bench` measures when no suite is named. */
export const main: Suite = {
  id: "main",
  title: "The walk-through",
  cases: Object.values(specs).map(({ id }) => ({ example: id, input: "bench" })),
};
