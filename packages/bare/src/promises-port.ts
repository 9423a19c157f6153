// The bare files on promises as a model: an async function each.
import type { Port } from "@byturns/context";
import { reasonAgainst } from "./examples.ts";

export const port: Port = {
  model: "promises-bare",
  unsupported: reasonAgainst,
  async open(example, { signal }) {
    if (reasonAgainst(example) !== undefined) throw new RangeError(`There is no bare file of "${example}"`);
    const file: { run(input: unknown, signal: AbortSignal): Promise<unknown> } = await import(
      `./promises/${example}.ts`
    );
    return { run: (input) => file.run(input, signal), async [Symbol.asyncDispose]() {} };
  },
};
