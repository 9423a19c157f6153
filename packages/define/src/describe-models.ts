// The models of a definition, as data.
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bareSuffix } from "@byturns/context";
import { isRecord, isText, mustBeName, onlyFields, shown, Wrong } from "./checks.ts";
import type { UnsupportedModel } from "./example.ts";

/** By name: why a model cannot run, if so. */
export type DescribedModels = Readonly<Record<string, { readonly unsupported?: UnsupportedModel }>>;

const modelFields = ["worker", "pool", "open", "run", "close", "unsupported"];
const usualRuntimes = ["node", "deno", "bun"];

/** @throws Wrong with the first thing that is wrong with a model. */
export function modelsOf(given: Readonly<Record<string, unknown>>): DescribedModels {
  const { models, unsupported = {} } = given;
  if (!isRecord(models) || Object.keys(models).length === 0) {
    const what = models === undefined ? "it has no models" : `its models are ${shown(models)}`;
    throw new Wrong(
      `${what}: name at least one function, such as models: { promises: (input) => … }`,
      "models",
    );
  }
  if (!isRecord(unsupported))
    throw new Wrong("its unsupported must be an object: model → reason", "unsupported");
  const names = Object.keys(models);
  const unknown = Object.keys(unsupported).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Wrong(
      `its unsupported names "${unknown}", and there are the models ${names.join(", ")}`,
      "unsupported",
    );
  }
  return Object.fromEntries(
    Object.entries(models).map(([name, model]) => {
      mustBeName("a model", name, name);
      mustBeModel(name, model);
      const own = isRecord(model) ? model.unsupported : undefined;
      const why = own ?? unsupported[name];
      return [name, why === undefined ? {} : { unsupported: reasonsOf(name, why) }];
    }),
  );
}

/**
 * The names of the models that have bare work.
 *
 * @throws Wrong with the first thing that is wrong with one.
 */
export function bareOf({ bare = {}, models }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!isRecord(bare)) throw new Wrong(`its bare must be an object, not ${shown(bare)}`, "bare");
  const names = Object.keys(models as object);
  for (const [name, model] of Object.entries(bare)) {
    if (!names.includes(name)) {
      throw new Wrong(`its bare names "${name}", and there are the models ${names.join(", ")}`, "bare");
    }
    const shownAs = `${name}${bareSuffix}`;
    const taken = name.endsWith(bareSuffix) ? name : shownAs;
    if (names.includes(taken)) {
      throw new Wrong(`its model ${taken} has a name as bare work has it: give it another`, taken);
    }
    mustBeModel(shownAs, model, "bare");
  }
  return Object.keys(bare);
}

/** @param at what stands in the line that is shown. */
function mustBeModel(name: string, model: unknown, at = name): void {
  if (typeof model === "function") return;
  if (!isRecord(model)) {
    throw new Wrong(`its model ${name} is ${shown(model)}: expected a function, or an object with run`, at);
  }
  onlyFields(model, modelFields, `the model ${name}`);
  if (typeof model.run !== "function") {
    throw new Wrong(`its model ${name} has no function run: write run(input, context) { … }`, at);
  }
  for (const one of ["open", "close"]) {
    if (model[one] !== undefined && typeof model[one] !== "function") {
      throw new Wrong(`${one} of its model ${name} must be a function, not ${shown(model[one])}`, at);
    }
  }
  const { worker, pool } = model;
  if (pool !== undefined) mustBePool(name, pool, worker);
  if (worker === undefined) return;
  if (model.open !== undefined || model.close !== undefined) {
    throw new Wrong(
      `its model ${name} has a worker beside open and close: the pool of its threads is opened and closed by itself`,
      at,
    );
  }
  if (!(worker instanceof URL) || worker.protocol !== "file:") {
    const wanted = 'expected new URL("./mine.worker.ts", import.meta.url)';
    throw new Wrong(`the worker of its model ${name} is ${shown(worker)}: ${wanted}`, "worker");
  }
  const there = statSync(worker, { throwIfNoEntry: false });
  if (there?.isFile() !== true) {
    const what = there === undefined ? "not there" : "no file";
    throw new Wrong(`the worker of its model ${name} is ${what}: ${fileURLToPath(worker)}`, "worker");
  }
}

function mustBePool(name: string, pool: unknown, worker: unknown): void {
  if (worker === undefined || !isRecord(pool)) {
    const wanted = 'expected { by: "memory" } or { tasksPerThread: 8 }, beside a worker';
    throw new Wrong(`pool of its model ${name} is ${shown(pool)}: ${wanted}`, "pool");
  }
  onlyFields(pool, ["by", "tasksPerThread"], `pool of the model ${name}`);
  const { by, tasksPerThread } = pool;
  if (by !== undefined && by !== "message" && by !== "memory") {
    throw new Wrong(
      `by of the pool of its model ${name} must be "message" or "memory", not ${shown(by)}`,
      "by",
    );
  }
  if (tasksPerThread !== undefined && !(Number.isInteger(tasksPerThread) && Number(tasksPerThread) > 0)) {
    const wanted = "an integer > 0";
    throw new Wrong(
      `tasksPerThread of the pool of its model ${name} must be ${wanted}, not ${shown(tasksPerThread)}`,
      "tasksPerThread",
    );
  }
}

function reasonsOf(name: string, why: unknown): UnsupportedModel {
  if (isText(why)) return why;
  if (isRecord(why) && Object.values(why).every(isText)) {
    const other = Object.keys(why).find((runtime) => !usualRuntimes.includes(runtime));
    if (other === undefined) return why as UnsupportedModel;
    throw new Wrong(
      `unsupported of its model ${name} names "${other}": expected ${usualRuntimes.join(", ")}`,
      name,
    );
  }
  throw new Wrong(
    `unsupported of its model ${name} must be a reason, or reasons by runtime: { deno: "…" }`,
    name,
  );
}
