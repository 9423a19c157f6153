// The laboratory's catalog with the peers in it, and with the questions that are asked only here.
import { fileURLToPath } from "node:url";
import { runtime as bun } from "@byturns/bun";
import { runtime as deno } from "@byturns/deno";
import { loadModel } from "@byturns/host";
import type { Catalog, Runtime } from "@byturns/lab";
import { runtime as node } from "@byturns/node";
import { specs as theirs } from "@byturns/spec";
import { models, needs } from "./models.ts";
import { specs as own } from "./specs/index.ts";

/** The runtimes: those of the project, started with the table of all contenders. */
const runtimes: readonly Runtime[] = [node, deno, bun].map((runtime) => ({
  ...runtime,
  entry: new URL(`./hosts/${runtime.id}.ts`, import.meta.url),
}));

/** Loads the catalog, limited to these models. */
export async function makeCatalog(names: readonly string[]): Promise<Catalog> {
  const ports = new Map(
    await Promise.all(names.map(async (name) => [name, await loadModel(name, models)] as const)),
  );
  return {
    root: fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, ""),
    specs: { ...theirs, ...own },
    runtimes,
    models: names,
    unsupported: (model, example, runtime) => ports.get(model)?.unsupported(example, runtime),
    needs: (model) => needs[model] ?? {},
  };
}
