// environment.json: the machine a run was made on.
import * as Schema from "effect/Schema";
import { schemaVersion } from "./plan.ts";

/** A property of a machine that a reader of its figures should know, and what to do about it. */
export const Condition = Schema.Struct({
  /**
   * For example `load`, `governor`, `quota`, `page-touch`, `steal`, `memory`, `thermal`, `clock Node 26.10.0`;
   * `load-during` for what was observed later.
   */
  id: Schema.String,
  /** `bad`: figures measured like this deserve a warning at the top of a report. */
  weight: Schema.Literals(["good", "note", "bad"]),
  /** What was observed, with its figure. */
  what: Schema.String,
  advice: Schema.optionalKey(Schema.String),
});
export type Condition = typeof Condition.Type;

/** The most severe of the conditions with the same id; the first of equals. */
export function worst(conditions: readonly Condition[]): readonly Condition[] {
  const weights = ["good", "note", "bad"];
  const kept = new Map<string, Condition>();
  for (const condition of conditions) {
    const before = kept.get(condition.id);
    if (before === undefined || weights.indexOf(condition.weight) > weights.indexOf(before.weight))
      kept.set(condition.id, condition);
  }
  return [...kept.values()];
}

/** Whether a name is valid for a machine, and for a folder beside the files of a run. */
export function isMachineName(name: string): boolean {
  const isFile = /^traces$|\.(json|ndjson|md|html|lock|part|stale)$/i.test(name);
  return !isFile && /^[A-Za-z0-9][\w.-]{0,62}$/.test(name);
}

export const Machine = Schema.Struct({
  /** Identifies a machine without naming it: a hash. */
  id: Schema.String,
  /** Its name in the fleet. */
  name: Schema.optionalKey(Schema.String),
  platform: Schema.String,
  arch: Schema.String,
  kernel: Schema.String,
  cpu: Schema.String,
  /** Logical processors, and how many of them the process may use at the same time (affinity and quota). */
  cores: Schema.Int,
  usableCores: Schema.Finite,
  memoryBytes: Schema.Finite,
  /** Frequency governor, if the machine reports it. */
  governor: Schema.optionalKey(Schema.String),
  /** Load over one minute when the run began. */
  load: Schema.Finite,
  conditions: Schema.Array(Condition),
  /** When the machine was examined, ISO 8601. */
  seenAt: Schema.String,
});
export type Machine = typeof Machine.Type;

/** Where measured sources come from, and what they are. */
const Sources = {
  /** The commit of the measured sources, if git can determine it. */
  commit: Schema.optionalKey(Schema.String),
  /** Whether the sources differed from that commit. */
  dirty: Schema.optionalKey(Schema.Boolean),
  /**
   * A hash of what measured processes run: runs with equal hashes were measured from the same sources, dirty or not.
   */
  fingerprint: Schema.optionalKey(Schema.String),
  /**
   * What the fingerprint was made from, each with its own short hash: the files that measured processes import,
   * relative to the root; installed packages as `node_modules/<name>`; `package-lock.json`; and how each runtime is
   * started, as `runtime <id>`.
   */
  sources: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
};
export const MeasuredSources = Schema.Struct(Sources);
export type MeasuredSources = typeof MeasuredSources.Type;

export const Environment = Schema.Struct({
  schema: Schema.Literal(schemaVersion),
  /** One, or more where runs were merged. */
  machines: Schema.Array(Machine),
  ...Sources,
  /** The sources of the base revision, if the plan compares with one. */
  base: Schema.optionalKey(MeasuredSources),
  /** Environment variables of the lab: names of those that every fork gets, and of known ones that no fork gets. */
  variables: Schema.optionalKey(
    Schema.Struct({ passed: Schema.Array(Schema.String), ignored: Schema.Array(Schema.String) }),
  ),
});
export type Environment = typeof Environment.Type;
