// Everything that can be measured: the one place where examples, models and runtimes come together.

import { runtime as bun } from "@byturns/bun";
import { runtime as deno } from "@byturns/deno";
import { loadModel, models, usualModels } from "@byturns/host/models";
import type { Catalog, Runtime } from "@byturns/lab";
import { runtime as node } from "@byturns/node";
import { specs } from "@byturns/spec";
import { suites } from "@byturns/suites";
import { isInstalled, root } from "./layout.ts";

export { root };

/** The runtimes, one line each. */
export const runtimes: readonly Runtime[] = [node, deno, bun];

/** Where runtimes are looked for. An installed command also uses those on the PATH; the checkout has pinned ones. */
export const where: Pick<Catalog, "root" | "runtimes" | "searchPath"> = {
  root,
  runtimes,
  ...(isInstalled && process.env.PATH !== undefined ? { searchPath: process.env.PATH } : {}),
};

/** Loads the catalog. The models' tables are loaded for what they do not support; their examples are not. */
export async function makeCatalog(): Promise<Catalog> {
  const names = Object.keys(models);
  const ports = new Map(await Promise.all(names.map(async (name) => [name, await loadModel(name)] as const)));
  return {
    ...where,
    specs,
    models: names,
    usualModels,
    unsupported: (model, example, runtime) => ports.get(model)?.unsupported(example, runtime),
    moreValues: (example, sweep) =>
      Object.values(suites).flatMap(({ cases }) =>
        cases.flatMap((one) => (one.example === example && one.sweep === sweep ? (one.values ?? []) : [])),
      ),
    needs: (model) => ports.get(model)?.needs ?? {},
  };
}
