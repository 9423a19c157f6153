// The bare files on threads as a model: an async function each, which is handed the pool of its worker file.
import type { Port } from "@byturns/context";
import { reasonAgainst } from "./examples.ts";
import { type BarePoolOptions, type Call, type Pool, startPool } from "./pool.ts";

interface File {
  run(input: unknown, pool: Pool<never>, call: Call): Promise<unknown>;
  readonly worker: URL;
  readonly pool?: BarePoolOptions;
}

export const port: Port = {
  model: "threads-bare",
  unsupported: reasonAgainst,
  async open(example, { threads, signal }) {
    if (reasonAgainst(example) !== undefined) throw new RangeError(`There is no bare file of "${example}"`);
    const file: File = await import(`./threads/${example}.ts`);
    const pool = await startPool<never>(file.worker, threads, file.pool);
    return {
      run: (input) => file.run(input, pool, { threads, signal }),
      [Symbol.asyncDispose]: () => pool.close(),
    };
  },
};
