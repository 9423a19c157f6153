// The models, a line each. A model is loaded only when a job asks for it.
import type { Port } from "@byturns/stage";

/** Every model, by its name, in the order in which they are told. */
export const models = {
  promises: async (): Promise<Port> => (await import("@byturns/promises")).port,
  fibers: async (): Promise<Port> => (await import("@byturns/fibers")).port,
  threads: async (): Promise<Port> => (await import("@byturns/threads")).port,
};

export type Model = keyof typeof models;

/**
 * Loads a model's port.
 *
 * @throws RangeError when there is no such model.
 */
export function loadModel(name: string): Promise<Port> {
  const load = Object.hasOwn(models, name) ? models[name as Model] : undefined;
  if (load === undefined) {
    return Promise.reject(
      new RangeError(`There is no model "${name}"; there are ${Object.keys(models).join(", ")}`),
    );
  }
  return load();
}
