// The catalog with the bare models beside the originals.
import { bareModels, modelOfBare } from "@byturns/bare";
import { loadModel } from "@byturns/host/models";
import type { Catalog, Runtime } from "@byturns/lab";
import { makeCatalog } from "../catalog.ts";

/**
 * Loads it. A bare model is checked like its original, has the same needs, and is left out wherever the original is
 * unsupported; processes are started with a table of both.
 */
export async function makeBareCatalog(): Promise<Catalog> {
  const catalog = await makeCatalog();
  const bare = Object.keys(bareModels);
  const ports = new Map(
    await Promise.all(bare.map(async (name) => [name, await loadModel(name, bareModels)] as const)),
  );
  const ownOf = (name: string) => modelOfBare(name) ?? name;
  return {
    ...catalog,
    models: [...catalog.models, ...bare],
    runtimes: catalog.runtimes.map(withBare),
    specs: Object.fromEntries(
      Object.entries(catalog.specs).map(([id, spec]) => [
        id,
        {
          ...spec,
          check: (input: unknown, output: unknown, info: { model: string; threads: number }) =>
            spec.check(input, output, { ...info, model: ownOf(info.model) }),
        },
      ]),
    ),
    unsupported: (model, example, runtime) =>
      catalog.unsupported(ownOf(model), example, runtime) ?? ports.get(model)?.unsupported(example, runtime),
    needs: (model) => catalog.needs?.(ownOf(model)) ?? {},
  };
}

/** The runtime, with the entry that includes the bare models. */
function withBare(runtime: Runtime): Runtime {
  return { ...runtime, entry: new URL("./bare.ts", runtime.entry) };
}
