// ping-pong: two tasks, and a ball that each of them counts up and hands back.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

export const PingPongInput = Schema.Struct({
  /** How often each of the two has the ball. */
  rounds: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
  /**
   * `message`: the ball is sent to the other player, which waits for it. `memory`: it is in shared memory, and each
   * player polls until it is its turn.
   */
  by: Schema.Literals(["message", "memory"]),
});

export const PingPongOutput = Schema.Struct({
  /** What the ball was counted up to. */
  ball: Schema.Int,
  /** How often each had it. */
  hits: Schema.Struct({ ping: Schema.Int, pong: Schema.Int }),
});

export type PingPongInput = typeof PingPongInput.Type;
export type PingPongOutput = typeof PingPongOutput.Type;

const roundsSwept = [10, 100, 1_000, 10_000];

export const pingPong = defineSpec({
  id: "ping-pong",
  title: "Ping-pong",
  question: "What does a round trip between two tasks cost?",
  origin: "The ping-pong of the Savina benchmarks of actors.",
  input: PingPongInput,
  output: PingPongOutput,
  inputs: {
    test: { rounds: 20, by: "message" },
    "test-memory": { rounds: 20, by: "memory" },
    "test-once": { rounds: 1, by: "message" },
    bench: { rounds: 300, by: "message" },
    "bench-memory": { rounds: 300, by: "memory" },
  },
  sweeps: {
    "rounds-by-message": {
      parameter: "rounds",
      unit: "round trips",
      values: roundsSwept,
      each: "round trip",
      at: (rounds): PingPongInput => ({ rounds, by: "message" }),
    },
    "rounds-by-memory": {
      parameter: "rounds",
      unit: "round trips",
      values: roundsSwept,
      each: "round trip",
      at: (rounds): PingPongInput => ({ rounds, by: "memory" }),
    },
  },
  batch: 1,
  primary: "round-trip",
  oneCall: {
    work: "Two tasks hand a ball to and fro 300 times, by message or by looking at a variable that both see.",
    inModel: {
      promises: "By message a promise and a microtask each way.",
      fibers: "By message a deferred and a suspension each way.",
      threads: "By message one through a port each way, past the main thread.",
    },
    objections: [
      {
        objection: "By memory, threads that look again and again burn a core.",
        answer: "They do, and the CPU time beside the wall time says so.",
      },
    ],
  },
  check({ rounds }, { ball, hits }) {
    const wrong: string[] = [];
    if (ball !== 2 * rounds) wrong.push(`the ball was counted up to ${ball}, not ${2 * rounds}`);
    for (const [player, count] of Object.entries(hits)) {
      if (count !== rounds) wrong.push(`${player} had the ball ${count} times, not ${rounds}`);
    }
    return wrong;
  },
  ideal: ({ rounds }) => ({
    ms: undefined,
    why: `${rounds} round trips, one after the other: all of it is handing over`,
  }),
  metrics: [
    {
      id: "round-trip",
      title: "Wall time a round trip",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { rounds }) => (wallMs * 1_000) / rounds,
    },
  ],
});
