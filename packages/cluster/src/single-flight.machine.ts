// The machine's side of single-flight: the entity of a key, which has one call at a time.
import * as Effect from "effect/Effect";
import * as Semaphore from "effect/Semaphore";
import { forEachKey } from "./internal/cluster.ts";
import { performing } from "./internal/performer.ts";
import { performer } from "./internal/tasks.machine.ts";

/** Makes the calls of a key. */
export const Calls = forEachKey("Calls", performing);

export const layer = Calls.toLayer(
  Effect.gen(function* () {
    const { perform, cancel } = yield* performer;
    const one = yield* Semaphore.make(1);
    return { perform: (call: Parameters<typeof perform>[0]) => one.withPermit(perform(call)), cancel };
  }),
  // Not one: the message that cancels a call must be received while the call is made.
  { concurrency: "unbounded" },
);
