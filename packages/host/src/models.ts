// The models, one line each. A model is loaded only when a job requests it.
import type { Port } from "@byturns/context";
import type { Job } from "@byturns/record/protocol";

/** Models by name, in display order. */
export type Models = Readonly<Record<string, () => Promise<Port>>>;

/** The models that a job needs, for examples that bring models of their own. */
export type ModelsOf = (job: Pick<Job, "model" | "module">) => Models;

/** Every model of the project. */
export const models = {
  promises: async (): Promise<Port> => (await import("@byturns/promises")).port,
  fibers: async (): Promise<Port> => (await import("@byturns/fibers")).port,
  threads: async (): Promise<Port> => (await import("@byturns/threads")).port,
  cluster: async (): Promise<Port> => (await import("@byturns/cluster")).port,
  processes: async (): Promise<Port> => (await import("@byturns/processes")).port,
} satisfies Models;

export type Model = keyof typeof models;

/** The models used when none is named: those of a single machine, the usual case. */
export const usualModels: readonly Model[] = ["promises", "fibers", "threads"];

/**
 * Loads a model's port.
 *
 * @param from the models to search. Default: the project's models.
 * @throws RangeError when the model does not exist.
 */
export function loadModel(name: string, from: Models = models): Promise<Port> {
  const load = Object.hasOwn(from, name) ? from[name] : undefined;
  if (load === undefined) {
    return Promise.reject(
      new RangeError(`There is no model "${name}"; there are ${Object.keys(from).join(", ")}`),
    );
  }
  return load();
}
