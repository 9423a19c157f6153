// The catalog with the bare models beside the originals.
import { bareModels, modelOfBare } from "@byturns/bare";
import { bareSuffix } from "@byturns/context";
import { loadModel } from "@byturns/host/models";
import type { Catalog, Runtime } from "@byturns/lab";
import type { Plan } from "@byturns/record";
import { makeCatalog } from "../catalog.ts";
import { type Chosen, catalogOfPlan, chooseCatalog } from "../own/choose-catalog.ts";
import { isOwn, type OwnCatalog } from "../own/own-catalog.ts";
import { Usage } from "../text/errors.ts";

/**
 * The catalog that arguments name: this project's examples, or files whose models have bare work.
 *
 * @throws Usage when none of the files has bare work.
 */
export async function chooseBareCatalog(args: readonly string[]): Promise<Chosen> {
  const chosen = await chooseCatalog(args);
  return isOwn(chosen.catalog)
    ? { ...chosen, ...bareOnly(chosen.catalog) }
    : { ...chosen, catalog: await makeBareCatalog() };
}

/** The catalog of a run of own shares. */
export async function bareCatalogOfPlan(plan: Plan, folder: string): Promise<Catalog> {
  const catalog = await catalogOfPlan(plan, folder);
  return isOwn(catalog) ? bareOnly(catalog).catalog : makeBareCatalog();
}

/** The files whose models have bare work, with those models and their bare work. */
function bareOnly(catalog: OwnCatalog): {
  readonly catalog: OwnCatalog;
  readonly examples: readonly string[];
} {
  const { own } = catalog;
  const examples = Object.keys(catalog.specs).filter((id) => own.bare[id]?.length);
  if (examples.length === 0) {
    throw new Usage(
      `There is no own share of ${Object.values(own.files).join(", ")}: it is measured against the same work written bare; add it to defineExample, such as bare: { ${Object.values(own.models)[0]?.[0]}: (input) => … }`,
    );
  }
  const withBare = (models: readonly string[]) => models.flatMap((one) => [one, `${one}${bareSuffix}`]);
  const models = Object.fromEntries(examples.map((id) => [id, withBare(own.bare[id] ?? [])]));
  const only = {
    ...catalog,
    specs: Object.fromEntries(Object.entries(catalog.specs).filter(([id]) => examples.includes(id))),
    models: [...new Set(Object.values(models).flat())],
    unsupported: (model: string, example: string, runtime: string) =>
      models[example]?.includes(model)
        ? catalog.unsupported(modelOfBare(model) ?? model, example, runtime)
        : `${example} has no such model`,
    own: { ...own, models, compared: new Set(examples.filter((id) => !own.checked.has(id))) },
  };
  return { catalog: only, examples };
}

/**
 * Loads it. A bare model is checked like its original, has the same needs, and is left out wherever the original is
 * unsupported; processes are started with a table of both.
 */
async function makeBareCatalog(): Promise<Catalog> {
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
