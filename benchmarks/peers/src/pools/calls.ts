// The calls that Effect's threads serve, shared by both sides.
import * as Rpc from "effect/rpc/Rpc";
import * as RpcGroup from "effect/rpc/RpcGroup";
import * as Schema from "effect/Schema";

export class Calls extends RpcGroup.make(
  Rpc.make("computeOne", {
    payload: { number: Schema.Number, units: Schema.Number },
    success: Schema.Number,
  }),
) {}
