// traces/<cell>.json: the spans and printed lines of one call of a cell, made after its first fork was measured.
import * as Schema from "effect/Schema";
import { schemaVersion } from "../plan.ts";
import { Trace } from "../protocol.ts";

export const CellTrace = Schema.Struct({
  schema: Schema.Literal(schemaVersion),
  cell: Schema.String,
  round: Schema.Int,
  /** The id of the machine that made it, in a merged run. */
  machine: Schema.optionalKey(Schema.String),
  trace: Trace,
});
export type CellTrace = typeof CellTrace.Type;

/** The name of a cell's trace file. */
export function traceFile(cell: string): string {
  return `${cell.replaceAll("/", "--").replaceAll(/[^\w@.=+-]/g, "_")}.json`;
}
