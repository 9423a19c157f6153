// The machine's side of grain: a task that computes.
import { compute } from "@byturns/context";
import * as Effect from "effect/Effect";
import * as Rpc from "effect/rpc/Rpc";
import * as Schema from "effect/Schema";
import { onEachMachine } from "./internal/cluster.ts";
import { running } from "./internal/spans.ts";

/** A machine that computes. */
export const Computer = onEachMachine("Computer", [
  Rpc.make("computeOne", { payload: { number: Schema.Int, units: Schema.Int }, success: Schema.Int }),
]);

export const layer = Computer.toLayer({
  computeOne: ({ payload: { number, units } }) =>
    Effect.sync(() => compute(units, number)).pipe(running(`task ${number}`)),
});
