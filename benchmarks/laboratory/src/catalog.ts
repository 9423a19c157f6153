// A small catalog: one model, the runtime that this runs under.
import { fileURLToPath } from "node:url";
import type { Catalog, FoundRuntime } from "@byturns/lab";
import { runtime as node } from "@byturns/node";
import { specs } from "@byturns/spec";

export const catalog: Catalog = {
  root: fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, ""),
  specs,
  runtimes: [node],
  models: ["promises"],
  unsupported: () => undefined,
};

const version = process.version.slice(1);

export const runtime: FoundRuntime = {
  key: `node@${version}`,
  id: "node",
  title: "Node",
  version,
  path: process.execPath,
  kind: node,
  source: "path",
};

/** A call that computes briefly, and one that waits briefly. */
export const suite = {
  id: "laboratory",
  cases: [
    { example: "bounded-map", input: "test" },
    { example: "say-after", input: "test" },
  ],
};
