// overlap: a file is read and digested, and something is computed: one after the other, or both at once.
import { compute } from "@byturns/context/compute";
import * as Schema from "effect/Schema";
import { digestOfKnown } from "./known-bytes.ts";
import { oncePerInput } from "./once-per-input.ts";
import { defineSpec } from "./spec.ts";

const Bytes = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_073_741_824 }));
const Units = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60_000_000 }));

export const OverlapInput = Schema.Struct({
  /** A file whose byte `i` is `(i * 31 + 7) & 0xff`. */
  path: Schema.String,
  fileBytes: Bytes,
  /** Bytes that are asked for at once. */
  chunkBytes: Bytes,
  /** How much is computed; a unit is about a microsecond. */
  units: Units,
  /** Where one thread does both: units after which the computing lets the reading continue. */
  sliceUnits: Units.check(Schema.isGreaterThanOrEqualTo(1)),
  order: Schema.Literals(["one-after-other", "overlapped"]),
});

export const OverlapOutput = Schema.Struct({
  /** How many bytes were read. */
  bytes: Schema.Int,
  /** SHA-256 of the file, in hexadecimal. */
  digest: Schema.String,
  /** What computing `units` from the seed 0 returned. */
  computed: Schema.Int,
});

export type OverlapInput = typeof OverlapInput.Type;
export type OverlapOutput = typeof OverlapOutput.Type;

const small = { path: "{file:100000}", fileBytes: 100_000, chunkBytes: 16_384, units: 500, sliceUnits: 100 };
const large = {
  path: "{file:8388608}",
  fileBytes: 8_388_608,
  chunkBytes: 65_536,
  units: 10_000,
  sliceUnits: 250,
};

export const overlap = defineSpec({
  id: "overlap",
  title: "Overlap",
  question: "Does computing hide the reading of a file?",
  origin:
    "The article's promise that one can compute while a file is read. After the first call it comes from memory: what is there to hide is system calls, copying and the digest.",
  input: OverlapInput,
  output: OverlapOutput,
  inputs: {
    test: { ...small, order: "overlapped" },
    "test-one-after-other": { ...small, order: "one-after-other" },
    "test-nothing-to-compute": { ...small, units: 0, order: "overlapped" },
    bench: { ...large, order: "overlapped" },
    "bench-one-after-other": { ...large, order: "one-after-other" },
  },
  permissions: { read: [small.path, large.path] },
  batch: 1,
  primary: "wallMs",
  oneCall: {
    work: "A file is read and digested while a computation runs, one after the other or both at once.",
    inModel: {
      promises: "Both as async functions that give way after each chunk and slice.",
      fibers: "Two fibers that give way after each chunk and slice.",
      threads: "Two threads, a message each way each.",
    },
    objections: [
      {
        objection: "On one thread nothing can overlap but the runtime's own reading.",
        answer: "Right, and that is what the figure shows.",
      },
    ],
  },
  check(input, output) {
    const wrong: string[] = [];
    const { digest, computed } = expectedOf(input);
    if (output.bytes !== input.fileBytes) {
      wrong.push(`${output.bytes} bytes were read of a file of ${input.fileBytes}`);
    }
    if (output.digest !== digest) wrong.push(`the file's digest was ${output.digest}, not ${digest}`);
    if (output.computed !== computed) wrong.push(`the computing came to ${output.computed}, not ${computed}`);
    return wrong;
  },
  ideal(input) {
    const parts =
      input.order === "overlapped" ? "the longer of reading and computing" : "reading and computing";
    return { ms: undefined, why: `${parts}; how long each takes is the machine's business` };
  },
  metrics: [
    {
      id: "at-once",
      title: "Threads at work at once",
      unit: "CPU time ÷ wall time",
      better: "higher",
      of: ({ cpuMs, wallMs }) => (wallMs === 0 ? undefined : cpuMs / wallMs),
    },
  ],
});

const expectedOf = oncePerInput(({ fileBytes, units }: OverlapInput) => ({
  digest: digestOfKnown(fileBytes),
  computed: compute(units, 0),
}));
