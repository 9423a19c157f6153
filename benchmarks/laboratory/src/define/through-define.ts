// An example of this project, declared as a team declares its own: the same files, opened and called by what they export.
import type { OpenExample, Port } from "@byturns/context";
import { defineExample, type OpenedModel, type OwnExample } from "@byturns/define";
import { loadModel } from "@byturns/host/models";

/** The models that have bare work to be compared with. */
const models = ["promises", "fibers", "threads"];

/** @param id of the example. */
export function throughDefine(id: string): OwnExample {
  return defineExample<unknown>({
    question: `What does ${id} cost, measured as a file of one's own?`,
    inputs: { any: {} },
    models: Object.fromEntries(models.map((model) => [model, opened(id, model)])),
  });
}

function opened(id: string, model: string): OpenedModel<unknown> {
  return {
    async open(context) {
      const port: Port = await loadModel(model);
      return port.open(id, context);
    },
    run: (input, _, example: OpenExample) => example.run(input),
    close: (example: OpenExample) => example[Symbol.asyncDispose](),
  };
}
