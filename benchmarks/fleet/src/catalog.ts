// A small catalog of real examples: one model, under Node.
import { fileURLToPath } from "node:url";
import type { Catalog, PlannedSuite } from "@byturns/lab";
import { runtime as node } from "@byturns/node";
import { specs } from "@byturns/spec";

export const catalog: Catalog = {
  root: fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, ""),
  specs,
  runtimes: [node],
  models: ["promises"],
  unsupported: () => undefined,
};

/** Calls that compute briefly: the first thing that other load on the machine would change. */
export const suite: PlannedSuite = {
  id: "fleet",
  cases: ["bounded-map", "fib", "single-flight", "grain"].map((example) => ({ example })),
};

/** Runner and bench use the same checkout, even if it is edited during the run. */
export const sources = { commit: "0".repeat(40), dirty: false, id: "0".repeat(40) };
