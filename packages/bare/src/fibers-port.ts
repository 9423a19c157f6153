// The bare files on fibers as a model: an effect each, run by `Effect.runPromise`; its services are made once.
import type { Port } from "@byturns/context";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import * as Scope from "effect/Scope";
import { reasonAgainst } from "./examples.ts";

interface File {
  run(input: unknown): Effect.Effect<unknown, unknown>;
  readonly layer?: Layer.Layer<never>;
}

export const port: Port = {
  model: "fibers-bare",
  unsupported: reasonAgainst,
  count: async () => (await import("@byturns/fibers/internal/counters")).count(),
  async open(example) {
    if (reasonAgainst(example) !== undefined) throw new RangeError(`There is no bare file of "${example}"`);
    const file: File = await import(`./fibers/${example}.ts`);
    const scope = Scope.makeUnsafe();
    const services = await Effect.runPromise(Layer.buildWithScope(file.layer ?? Layer.empty, scope));
    const runPromise = Effect.runPromiseWith(services);
    return {
      run: (input) => runPromise(file.run(input)),
      [Symbol.asyncDispose]: () => Effect.runPromise(Scope.close(scope, Exit.void)),
    };
  },
};
