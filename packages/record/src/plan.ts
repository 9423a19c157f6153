// plan.json: what a run is going to do, fixed before its first fork. It alone contains everything that a report needs
// to know about the question.
import * as Schema from "effect/Schema";
import { Sequence } from "./sequence.ts";
import { Moment, Natural, Positive } from "./values.ts";

/** The version of all files of a run. A reader rejects later versions. */
export const schemaVersion = 2 as const;

/** One version of one runtime in a run. */
export const PlannedRuntime = Schema.Struct({
  /** Identifies it within the run: `node@26.10.0`. */
  key: Schema.String,
  /** `node`, `deno`, `bun`, … */
  id: Schema.String,
  title: Schema.String,
  version: Schema.String,
  /**
   * Where the binary was when the plan was made, relative to the root of the sources (`./…`) if within it; another
   * machine looks for its own.
   */
  path: Schema.String,
  /** Of a variation: arguments in addition to the runtime's own. */
  flags: Schema.optionalKey(Schema.Array(Schema.String)),
  /** Of a variation: environment variables in addition to the runtime's own. */
  environment: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
});
export type PlannedRuntime = typeof PlannedRuntime.Type;

/** How an output of a user's own example is read; what reads it stays in the file. */
export const PlannedReading = Schema.Struct({
  id: Schema.String,
  title: Schema.String,
  unit: Schema.String,
  better: Schema.Literals(["lower", "higher"]),
  limit: Schema.optionalKey(Schema.Finite),
});
export type PlannedReading = typeof PlannedReading.Type;

/** One input of one example, and the question shown with it. */
export const Case = Schema.Struct({
  example: Schema.String,
  /** The input's name; `<sweep>=<value>` if it belongs to a sweep. */
  input: Schema.String,
  /** The example's own input behind a generated name, for example `cores=4`. */
  base: Schema.optionalKey(Schema.String),
  question: Schema.String,
  /** The title of a user's own example; those of this project have theirs in their specs. */
  title: Schema.optionalKey(Schema.String),
  /** The input as JSON; strings may still hold fixtures, for example `{scratch}`. */
  value: Schema.Unknown,
  /** The time that cannot be beaten; without `ms` if it is unknown before measuring. */
  ideal: Schema.Struct({ ms: Schema.optionalKey(Schema.Finite), why: Schema.String }),
  /** The warm-up time, by the runtime's id, if it was measured. Default: the profile's. */
  warmUpMs: Schema.optionalKey(Schema.Record(Schema.String, Schema.Finite)),
  /** Calls between two readings of the clock. */
  batch: Positive,
  /** Of a user's own example: how many of each unit of work one call does. */
  units: Schema.optionalKey(Schema.Record(Schema.String, Schema.Finite)),
  /** Of a user's own example: how its outputs are read. */
  readings: Schema.optionalKey(Schema.Array(PlannedReading)),
  /** Of a user's own example: the unit or the reading that reports show first, by name. */
  primary: Schema.optionalKey(Schema.String),
  /** P for this case, instead of the plan's. */
  threads: Schema.optionalKey(Positive),
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

/** `head`: the sources that the run was started from; `base`: those that they are compared with. */
export const Revision = Schema.Literals(["head", "base"]);
export type Revision = typeof Revision.Type;

/** Example × input × model × runtime, and the revision of the sources if there are two: what is compared. */
export const Cell = Schema.Struct({
  /**
   * `<example>/<input>/<model>/<runtime key>`, with `/base` if it belongs to the base revision, and the suffix `/again`
   * for the second name of an A/A pair.
   */
  id: Schema.String,
  example: Schema.String,
  input: Schema.String,
  model: Schema.String,
  /** The key of a planned runtime. */
  runtime: Schema.String,
  /** Left out if the plan has a single revision. */
  revision: Schema.optionalKey(Revision),
  /** The cell that this one duplicates: together they are an A/A pair. */
  duplicateOf: Schema.optionalKey(Schema.String),
  /** Makes its calls longer by this share: 0.05 for 5 %. Only to test verdicts. */
  slowdown: Schema.optionalKey(Schema.Finite),
  /** Why this cell has no forks. */
  unsupported: Schema.optionalKey(Schema.String),
});
export type Cell = typeof Cell.Type;

/**
 * `time` forks measure how long a call takes. `resource` forks measure its other costs: the peak memory of one call in
 * a process that did nothing else, then the event loop's delay during more calls.
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

/** How often and how long to measure, and what the results may claim. */
export const Profile = Schema.Struct({
  name: ProfileName,
  /** The maximum number of time forks of a cell. */
  forks: Natural,
  resourceForks: Natural,
  warmUpMs: Schema.Finite,
  measureMs: Schema.Finite,
});
export type Profile = typeof Profile.Type;

export const Plan = Schema.Struct({
  schema: Schema.Literal(schemaVersion),
  /** Identifies the run; forks of one plan carry it, on every machine. */
  id: Schema.String,
  /** When the plan was made. */
  madeAt: Moment,
  suite: Schema.String,
  profile: Profile,
  /** The seed for the orders of all rounds, a 32-bit unsigned integer. */
  seed: Schema.Int,
  /** P: how many threads a model with threads may use. */
  threads: Positive,
  /** A fork is ended if it exceeds both this limit and what its case's ideal allows. */
  timeLimitMs: Schema.Finite,
  models: Schema.Array(Schema.String),
  /** What the sources are compared with; left out if there is a single revision. */
  against: Schema.optionalKey(
    Schema.Struct({
      /** As requested: a git revision, or a folder. */
      name: Schema.String,
      /** The commit that the name stood for when the plan was made; left out for a folder. */
      commit: Schema.optionalKey(Schema.String),
      /** Cells that only one of the revisions can measure, and why: they are not in the plan. */
      leftOut: Schema.Array(Schema.Struct({ what: Schema.String, why: Schema.String })),
    }),
  ),
  runtimes: Schema.Array(PlannedRuntime),
  cases: Schema.Array(Case),
  cells: Schema.Array(Cell),
  /**
   * The files of a user's own examples, by example, relative to the root of their project; left out for the examples of
   * this one.
   */
  files: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  /** The rounds planned so far: a sequence adds to them at each look. */
  rounds: Schema.Array(Round),
  /**
   * The comparisons and the schedule of looks; left out if all rounds are there from the start and nothing is compared.
   */
  sequence: Schema.optionalKey(Sequence),
  /** The time budget of the run. The number of rounds is fixed after the first one; `fixed` is then true. */
  budget: Schema.optionalKey(Schema.Struct({ ms: Schema.Finite, fixed: Schema.Boolean })),
  /**
   * Cells that its limits end in the first round are not tried again; `fixed` is true once later rounds are planned
   * without them.
   */
  cutOff: Schema.optionalKey(Schema.Struct({ fixed: Schema.Boolean })),
  /** The shard number, from 1. Every shard has all the cells of its cases. */
  shard: Schema.optionalKey(Schema.Struct({ index: Schema.Int, of: Schema.Int })),
});
export type Plan = typeof Plan.Type;

/** The id of a cell; the duplicate's if `again` is true. */
export function cellId(
  cell: Pick<Cell, "example" | "input" | "model" | "runtime" | "revision">,
  again = false,
): string {
  const { example, input, model, runtime, revision } = cell;
  const ofBase = revision === "base" ? ["base"] : [];
  return [example, input, model, runtime, ...ofBase, ...(again ? ["again"] : [])].join("/");
}
