// The machine's side of ping-pong: a player that receives the ball, one that runs all rounds, and a cell that both can see.
import * as Effect from "effect/Effect";
import * as Rpc from "effect/rpc/Rpc";
import * as Schema from "effect/Schema";
import { onEachMachine, sure } from "./internal/cluster.ts";
import { waiting } from "./internal/spans.ts";

const Ball = { success: Schema.Int };

/** A machine that holds the cell, and one on which a player runs. */
export const Table = onEachMachine("Table", [
  /** Hits the ball once, and hands it back. */
  Rpc.make("hit", { payload: { ball: Schema.Int }, ...Ball }),
  /** Runs all rounds against the machine at `other`; returns the ball, and how often either hit it. */
  Rpc.make("runByMessage", {
    payload: { rounds: Schema.Int, other: Schema.String },
    success: Schema.Struct({ ball: Schema.Int, ping: Schema.Int, pong: Schema.Int }),
  }),
  Rpc.make("look", Ball),
  Rpc.make("lay", { payload: { ball: Schema.Int } }),
  /** Runs all rounds with the cell on the machine at `at`; an even ball is that of parity 0. Returns the number of hits. */
  Rpc.make("runByMemory", {
    payload: { rounds: Schema.Int, parity: Schema.Literals([0, 1]), at: Schema.String },
    success: Schema.Int,
  }),
]);

export const layer = Table.toLayer(
  Effect.gen(function* () {
    const client = yield* Table.client;
    let cell = 0;
    return {
      hit: ({ payload }) => Effect.succeed(payload.ball + 1),
      runByMessage: ({ payload: { rounds, other } }) => {
        const opposite = client(other);
        const play = Effect.gen(function* () {
          let ball = 0;
          let [ping, pong] = [0, 0];
          while (ping < rounds) {
            ping += 1;
            const back = yield* sure(opposite.hit({ ball: ball + 1 }));
            pong += back - ball - 1;
            ball = back;
          }
          return { ball, ping, pong };
        });
        return play.pipe(waiting("ping"));
      },
      look: () => Effect.sync(() => cell),
      lay: ({ payload }) =>
        Effect.sync(() => {
          cell = payload.ball;
        }),
      runByMemory: ({ payload: { rounds, parity, at } }) => {
        const table = client(at);
        const play = Effect.gen(function* () {
          let hits = 0;
          while (hits < rounds) {
            const ball = yield* sure(table.look());
            if (ball % 2 === parity) {
              yield* sure(table.lay({ ball: ball + 1 }));
              hits += 1;
            } else yield* Effect.yieldNow;
          }
          return hits;
        });
        return play.pipe(waiting(parity === 0 ? "ping" : "pong"));
      },
    };
  }),
  { concurrency: "unbounded" },
);
