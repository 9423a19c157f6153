// ping-pong on machines.
//
// Start: each player is a message to a machine of its own if there are two; they pass the ball to one another directly, not
// through this process. Cancel: interruption, sent after the message and passed on by the player that waits. Fail: errors are
// typed; this effect cannot fail. Cost: by message one there and its answer a round trip, encoded and decoded; by memory,
// which is on the first machine, one for each look of a player.
import type { PingPongInput, PingPongOutput } from "@byturns/spec/ping-pong";
import * as Effect from "effect/Effect";
import { type Sharding, sure } from "./internal/cluster.ts";
import { Places } from "./internal/places.ts";
import { Table } from "./ping-pong.machine.ts";

export const machine = new URL("./ping-pong.machine.ts", import.meta.url);

/** Runs all rounds. */
export const pingPong = Effect.fnUntraced(function* ({
  rounds,
  by,
}: PingPongInput): Effect.fn.Return<PingPongOutput, never, Places | Sharding> {
  const client = yield* Table.client;
  const { count } = yield* Places;
  const [first, second] = ["0", `${1 % count}`];
  if (by === "message") {
    const { ball, ...hits } = yield* sure(client(first).runByMessage({ rounds, other: second }));
    return { ball, hits };
  }
  yield* sure(client(first).lay({ ball: 0 }));
  const [ping, pong] = yield* Effect.all(
    [
      sure(client(first).runByMemory({ rounds, parity: 0, at: first })),
      sure(client(second).runByMemory({ rounds, parity: 1, at: first })),
    ],
    { concurrency: "unbounded" },
  );
  return { ball: yield* sure(client(first).look()), hits: { ping, pong } };
});
