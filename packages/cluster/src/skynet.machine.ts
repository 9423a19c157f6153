// The machine's side of skynet: a leaf.
import * as Effect from "effect/Effect";
import * as Rpc from "effect/rpc/Rpc";
import * as Schema from "effect/Schema";
import { onEachMachine } from "./internal/cluster.ts";

/** A machine that has leaves. */
export const Leaves = onEachMachine("Leaves", [
  Rpc.make("leaf", { payload: { number: Schema.Int }, success: Schema.Int }),
]);

export const layer = Leaves.toLayer({ leaf: ({ payload }) => Effect.succeed(payload.number) });
