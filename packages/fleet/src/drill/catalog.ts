// What tests and drills of a fleet run: one example with forks that take as long as their input specifies.
import { fileURLToPath } from "node:url";
import type { Catalog, PlannedSuite, Runtime } from "@byturns/lab";
import type { AnySpec } from "@byturns/spec";
import * as Schema from "effect/Schema";
import type { Sources } from "../sources.ts";

const pause: AnySpec = {
  id: "pause",
  title: "Pause",
  question: "Does every fork come back once?",
  origin: "Here.",
  input: Schema.Struct({ pauseMs: Schema.Finite }),
  output: Schema.Struct({ pausedMs: Schema.Finite }),
  inputs: { article: { pauseMs: 1 }, test: { pauseMs: 1 }, bench: { pauseMs: 150 } },
  sweeps: {
    pause: { parameter: "pauseMs", unit: "ms", values: [1, 2, 3], at: (pauseMs) => ({ pauseMs }) },
  },
  batch: 1,
  primary: "wallMs",
  check: (input, output) =>
    input.pauseMs === output.pausedMs ? [] : [`paused ${output.pausedMs} ms, not ${input.pauseMs}`],
  ideal: ({ pauseMs }) => ({ ms: pauseMs, why: "it only waits" }),
  metrics: [],
};

const runtime: Runtime = {
  id: "node",
  title: "Node",
  binary: "node",
  packageFor: (version) => `node@${version}`,
  entry: new URL("./host.ts", import.meta.url),
  flags: () => [],
  environment: () => ({}),
  versionFrom: (printed) => printed.slice(1),
};

/** A catalog of one example and two models, under Node. */
export const drillCatalog: Catalog = {
  root: fileURLToPath(new URL("../../../..", import.meta.url)).replace(/\/$/, ""),
  specs: { pause },
  runtimes: [runtime],
  models: ["promises", "threads"],
  unsupported: (model) => (model === "threads" ? "it has no threads here" : undefined),
};

/** Two cells, one the duplicate of the other. */
export const drillSuite: PlannedSuite = { id: "drill", cases: [{ example: "pause", input: "bench" }] };

/** Sources that need no checkout: drills run the same files everywhere. */
export const drillSources: Sources = { commit: "d".repeat(40), dirty: false, id: "d".repeat(40) };
