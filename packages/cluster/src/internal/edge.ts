// The edge of the cluster: machines are started, an effect becomes a promise, spans and lines go to the context.
import type { ExampleContext, OpenExample } from "@byturns/context";
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import * as Scope from "effect/Scope";
import { clientLayer, type Sharding } from "./cluster.ts";
import { contextServices } from "./example-context.ts";
import { greetAll } from "./greeting.ts";
import { type MachineLost, Machines } from "./machines.ts";
import { Places } from "./places.ts";

/**
 * Opens an example: starts its machines, and keeps them until the example is closed.
 *
 * A run rejects with the example's own error, with the signal's reason if the context is aborted, or with MachineLost.
 *
 * @throws MachineLost if a machine ends before all of them have exchanged a message; the others are ended then.
 */
export async function openOnMachines<I, O, E>(
  example: (input: I) => Effect.Effect<O, E, Places | Sharding>,
  file: URL,
  context: ExampleContext,
): Promise<OpenExample> {
  const machines = await Machines.start(file, context);
  const scope = Scope.makeUnsafe();
  const close = async () => {
    try {
      await Effect.runPromise(Scope.close(scope, Exit.void));
    } finally {
      await machines[Symbol.asyncDispose]();
    }
  };
  const lost = Effect.callback<never, MachineLost>((resume) => {
    const leave = machines.onLost((error) => resume(Effect.fail(error)));
    return Effect.sync(leave);
  });
  try {
    const building = Layer.buildWithScope(clientLayer(machines.ports), scope);
    const sharding = await Effect.runPromise(Effect.raceFirst(building, lost));
    const environment = Context.merge(sharding, contextServices(context, "main")).pipe(
      Context.add(Places, { count: machines.ports.length }),
    );
    await Effect.runPromiseWith(environment)(Effect.raceFirst(greetAll(machines.ports.length), lost));
    return {
      run: async (input) => {
        context.signal.throwIfAborted();
        try {
          const running = Effect.raceFirst(example(input as I), lost);
          return await Effect.runPromiseWith(environment)(running, { signal: context.signal });
        } catch (error) {
          throw context.signal.aborted ? context.signal.reason : error;
        } finally {
          await machines.record();
        }
      },
      elsewhere: () => machines.usage(),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
