// Which cells of this project are compared: all examples in the models of one machine, under the three runtimes.
import { fileURLToPath } from "node:url";
import { runtime as bun } from "@byturns/bun";
import { runtime as deno } from "@byturns/deno";
import type { Catalog } from "@byturns/lab";
import { runtime as node } from "@byturns/node";
import { specs } from "@byturns/spec";

export const catalog: Catalog = {
  root: fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, ""),
  specs,
  runtimes: [node, deno, bun],
  models: ["promises", "fibers", "threads"],
  unsupported: () => undefined,
};
