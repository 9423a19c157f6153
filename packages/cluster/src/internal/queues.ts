// The calls of a queue, and of the machines that fill and empty it.
import * as Rpc from "effect/rpc/Rpc";
import * as Schema from "effect/Schema";
import { forEachKey, onEachMachine } from "./cluster.ts";

/** A queue of numbers, known by its name in the whole cluster. */
export const Queues = forEachKey("Queues", [
  /** Begins anew: empty, and with another bound. */
  Rpc.make("open", { payload: { bound: Schema.Int } }),
  /** Answered when there was room; false when the queue is closed. */
  Rpc.make("put", { payload: { item: Schema.Int }, success: Schema.Boolean }),
  /** Answered when there is an item; null when the queue is closed and empty. */
  Rpc.make("take", { success: Schema.NullOr(Schema.Int) }),
  Rpc.make("close"),
  /** The most items that it has held at one time since it was opened. */
  Rpc.make("peakSize", { success: Schema.Int }),
]);

const Party = {
  queue: Schema.String,
  /** Which of the producers, or of the consumers. */
  number: Schema.Int,
  pauseMs: Schema.Finite,
};

/** A machine that fills and empties queues. */
export const Parties = onEachMachine("Parties", [
  Rpc.make("produce", { payload: { ...Party, itemsEach: Schema.Int } }),
  /** What was taken until the queue was closed and empty, in that order. */
  Rpc.make("consume", { payload: Party, success: Schema.Array(Schema.Int) }),
]);
