// payload: bytes that go to another task and come back, several times.
import * as Schema from "effect/Schema";
import { defineSpec } from "./spec.ts";

const mebibyte = 1_048_576;

export const PayloadInput = Schema.Struct({
  bytes: Schema.Int.check(Schema.isBetween({ minimum: 1_024, maximum: 64 * mebibyte })),
  /** How often they go there and back. */
  rounds: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 255 })),
  /** Each way: they are copied, transferred, or shared. */
  by: Schema.Literals(["copied", "transferred", "shared"]),
});

export const PayloadOutput = Schema.Struct({
  /** How many came back. */
  bytes: Schema.Int,
  /** The first and the last of them, both 0 before; the other task adds 1 to each in every round. */
  first: Schema.Int,
  last: Schema.Int,
});

export type PayloadInput = typeof PayloadInput.Type;
export type PayloadOutput = typeof PayloadOutput.Type;

// Without copies the first allocation, which some engines fill with zeros, would be most of a few rounds.
const swept = (by: PayloadInput["by"], rounds: number) => ({
  parameter: "bytes",
  unit: "B",
  values: [1_024, 16_384, 262_144, 4 * mebibyte, 64 * mebibyte],
  at: (bytes: number): PayloadInput => ({ bytes, rounds, by }),
});

export const payload = defineSpec({
  id: "payload",
  title: "Payload",
  question: "What does moving data to another thread cost: copied, transferred, shared?",
  origin: "The first question of everybody who moves work off the main thread.",
  input: PayloadInput,
  output: PayloadOutput,
  inputs: {
    test: { bytes: 10_000, rounds: 3, by: "copied" },
    "test-transferred": { bytes: 10_000, rounds: 3, by: "transferred" },
    "test-shared": { bytes: 10_000, rounds: 3, by: "shared" },
    bench: { bytes: mebibyte, rounds: 4, by: "copied" },
    "bench-transferred": { bytes: mebibyte, rounds: 100, by: "transferred" },
    "bench-shared": { bytes: mebibyte, rounds: 100, by: "shared" },
  },
  sweeps: {
    copied: swept("copied", 4),
    transferred: swept("transferred", 100),
    shared: swept("shared", 100),
  },
  batch: 1,
  primary: "round-trip",
  oneCall: {
    work: "A megabyte goes to another task and back: copied 4 times, or transferred or shared 100 times.",
    inModel: {
      promises: "Same thread: only the copies cost.",
      fibers: "Same thread and a fiber a round: only the copies cost.",
      threads: "A message each way, with the bytes cloned, moved or shared.",
    },
    objections: [
      {
        objection: "On one thread there is nothing to move.",
        answer:
          "Right: that is the answer for promises and fibers, and the zero that threads are compared with.",
      },
    ],
  },
  check(input, { bytes, first, last }) {
    const wrong: string[] = [];
    if (bytes !== input.bytes) wrong.push(`${bytes} bytes came back, not ${input.bytes}`);
    for (const [which, value] of Object.entries({ first, last })) {
      if (value !== input.rounds) wrong.push(`the ${which} byte is ${value}, not ${input.rounds}`);
    }
    return wrong;
  },
  ideal: ({ bytes, rounds, by }) => ({
    ms: undefined,
    why:
      by === "copied"
        ? `${2 * rounds} copies of ${bytes} bytes: how long is the memory's business`
        : `${rounds} round trips, whatever the number of bytes: all of it is handing over`,
  }),
  metrics: [
    {
      id: "round-trip",
      title: "Wall time a round trip",
      unit: "µs",
      better: "lower",
      of: ({ wallMs }, { rounds }) => (wallMs * 1_000) / rounds,
    },
    {
      id: "throughput",
      title: "Bytes moved a second, both ways",
      unit: "MB/s",
      better: "higher",
      of: ({ wallMs }, { bytes, rounds }) =>
        wallMs === 0 ? undefined : (2 * rounds * bytes) / 1e6 / (wallMs / 1e3),
    },
  ],
});
