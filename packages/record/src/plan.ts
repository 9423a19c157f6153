// plan.json: what a run is going to do, fixed before its first fork. Read alone it says everything that a report
// needs to know of what was asked.
import * as Schema from "effect/Schema";
import { Sequence } from "./sequence.ts";

/** The version of all files of a run. A reader refuses a later one. */
export const schemaVersion = 2 as const;

/** One version of one runtime, as it takes part in a run. */
export const PlannedRuntime = Schema.Struct({
  /** Names it within the run: `node@26.10.0`. */
  key: Schema.String,
  /** `node`, `deno`, `bun`, … */
  id: Schema.String,
  title: Schema.String,
  version: Schema.String,
  /** Where the binary was when the plan was made, from the root of the sources (`./…`) where it lies in them; another machine looks for its own. */
  path: Schema.String,
});
export type PlannedRuntime = typeof PlannedRuntime.Type;

/** One input of one example, and the question that is put with it. */
export const Case = Schema.Struct({
  example: Schema.String,
  /** The input's name; `<sweep>=<value>` where it belongs to a sweep. */
  input: Schema.String,
  /** The example's own input behind a name that a plan made up, such as `cores=4`. */
  base: Schema.optionalKey(Schema.String),
  question: Schema.String,
  /** The input as JSON; strings may still hold fixtures, such as `{scratch}`. */
  value: Schema.Unknown,
  /** The time that nobody can beat; without `ms` where nobody can know it before measuring. */
  ideal: Schema.Struct({ ms: Schema.optionalKey(Schema.Finite), why: Schema.String }),
  /** How long code warms up before it is timed, by the runtime's id, where that was measured. Default: the profile's. */
  warmUpMs: Schema.optionalKey(Schema.Record(Schema.String, Schema.Finite)),
  /** Calls between two readings of the clock. */
  batch: Schema.Int,
  /** P for this case, in place of the plan's. */
  threads: Schema.optionalKey(Schema.Int),
  sweep: Schema.optionalKey(
    Schema.Struct({
      name: Schema.String,
      parameter: Schema.String,
      unit: Schema.String,
      value: Schema.Finite,
    }),
  ),
});
export type Case = typeof Case.Type;

/** Example × input × model × runtime: what is compared. */
export const Cell = Schema.Struct({
  /** `<example>/<input>/<model>/<runtime key>`, and `/again` behind it for the second name of an A/A pair. */
  id: Schema.String,
  example: Schema.String,
  input: Schema.String,
  model: Schema.String,
  /** The key of a planned runtime. */
  runtime: Schema.String,
  /** The cell that this one is identical to: together they are an A/A pair. */
  duplicateOf: Schema.optionalKey(Schema.String),
  /** Its calls are made to take so much longer: 0.05 for 5 %. Only where verdicts are put to the test. */
  slowdown: Schema.optionalKey(Schema.Finite),
  /** Why this cell has no forks. */
  unsupported: Schema.optionalKey(Schema.String),
});
export type Cell = typeof Cell.Type;

/**
 * `time` forks say how long a call takes. `resource` forks say what it costs beside time: the peak of memory over one
 * call in a process that did nothing else, then how late the event loop is during more calls.
 */
export const ForkKind = Schema.Literals(["time", "resource"]);
export type ForkKind = typeof ForkKind.Type;

/** Every cell once, in this order. */
export const Round = Schema.Struct({
  kind: ForkKind,
  /** Indices into the plan's cells. */
  order: Schema.Array(Schema.Int),
});
export type Round = typeof Round.Type;

export const ProfileName = Schema.Literals(["smoke", "quick", "full", "thorough"]);
export type ProfileName = typeof ProfileName.Type;

/** How often and how long is measured, and what may be said of it then. */
export const Profile = Schema.Struct({
  name: ProfileName,
  /** The most time forks of a cell. */
  forks: Schema.Int,
  resourceForks: Schema.Int,
  warmUpMs: Schema.Finite,
  measureMs: Schema.Finite,
});
export type Profile = typeof Profile.Type;

export const Plan = Schema.Struct({
  schema: Schema.Literal(schemaVersion),
  /** Names the run; forks of one plan, on whatever machine, carry it. */
  id: Schema.String,
  /** When the plan was made, ISO 8601. */
  madeAt: Schema.String,
  suite: Schema.String,
  profile: Profile,
  /** The orders of all rounds come from it, a 32-bit unsigned integer. */
  seed: Schema.Int,
  /** P: how many threads a model that has threads may use. */
  threads: Schema.Int,
  /** A fork that takes longer than this, and than what its case's ideal allows, is ended. */
  timeLimitMs: Schema.Finite,
  models: Schema.Array(Schema.String),
  runtimes: Schema.Array(PlannedRuntime),
  cases: Schema.Array(Case),
  cells: Schema.Array(Cell),
  /** The rounds that are planned so far: a sequence adds to them at each look. */
  rounds: Schema.Array(Round),
  /** What is asked and when it is looked at; left out where all rounds are there from the beginning and nothing is asked. */
  sequence: Schema.optionalKey(Sequence),
  /** The time that the run may take. The number of rounds is fixed after the first one, and `fixed` is then true. */
  budget: Schema.optionalKey(Schema.Struct({ ms: Schema.Finite, fixed: Schema.Boolean })),
  /** What its limits end in the first round is not tried again; `fixed` is true once the rounds after the first are without it. */
  cutOff: Schema.optionalKey(Schema.Struct({ fixed: Schema.Boolean })),
  /** The part of a plan that this is, from 1. Every shard has all the cells of its cases. */
  shard: Schema.optionalKey(Schema.Struct({ index: Schema.Int, of: Schema.Int })),
});
export type Plan = typeof Plan.Type;

/** The id of a cell; the duplicate's when `again`. */
export function cellId(cell: Pick<Cell, "example" | "input" | "model" | "runtime">, again = false): string {
  return [cell.example, cell.input, cell.model, cell.runtime, ...(again ? ["again"] : [])].join("/");
}
