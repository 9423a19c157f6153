// The examples, models and runtimes whose calls are counted.
import { fileURLToPath } from "node:url";
import { runtime as bun } from "@byturns/bun";
import { runtime as deno } from "@byturns/deno";
import { loadModel, usualModels } from "@byturns/host";
import type { Catalog } from "@byturns/lab";
import { runtime as node } from "@byturns/node";
import { specs } from "@byturns/spec";

/** Loads the catalog: the ports are asked for what they do not support. */
export async function makeCatalog(): Promise<Catalog> {
  const ports = new Map(
    await Promise.all(usualModels.map(async (name) => [name as string, await loadModel(name)] as const)),
  );
  return {
    root: fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, ""),
    specs,
    runtimes: [node, deno, bun],
    models: usualModels,
    unsupported: (model, example, runtime) => ports.get(model)?.unsupported(example, runtime),
  };
}
