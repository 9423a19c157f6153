// own-share.json: each cell's time relative to the same work written bare, shown by reports beside the cell.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as Schema from "effect/Schema";
import { decoder } from "./decode.ts";
import { RunUnreadable } from "./errors.ts";

/** A cell's time divided by that of its bare work. */
export const OwnShare = Schema.Struct({
  example: Schema.String,
  input: Schema.String,
  model: Schema.String,
  /** The key of the runtime: `node@26.10.0`. */
  runtime: Schema.String,
  /** With its 95 % interval. */
  ratio: Schema.Struct({ estimate: Schema.Finite, low: Schema.Finite, high: Schema.Finite }),
  verdict: Schema.Literals(["different", "equivalent", "close", "inconclusive", "indicative", "unclaimed"]),
  /** Milliseconds per call, of the cell and of its bare work: medians. */
  callMs: Schema.Finite,
  bareMs: Schema.Finite,
  /** Whether the share and the upper end of its interval are within `ownShareLimits`. */
  isMet: Schema.Boolean,
  /** What the share consists of, if known. */
  why: Schema.optionalKey(Schema.String),
});
export type OwnShare = typeof OwnShare.Type;

/** All own shares of a run. */
export const OwnShares = Schema.Struct({
  schema: Schema.Literal(1),
  /** The id of the run's plan. */
  plan: Schema.String,
  /** The commit of the sources that were measured, with "and changes" where they differed from it. */
  commit: Schema.optionalKey(Schema.String),
  /** When the run was planned, as an ISO 8601 date and time. */
  date: Schema.optionalKey(Schema.String),
  /** The command that measured them. */
  command: Schema.optionalKey(Schema.String),
  /** How many forks each cell, and its bare work, was measured with. */
  forks: Schema.optionalKey(Schema.Finite),
  shares: Schema.Array(OwnShare),
});
export type OwnShares = typeof OwnShares.Type;

/** The limits on a cell's ratio to its bare work, and on the upper end of that ratio's interval. */
export const ownShareLimits = { ratio: 1.05, upperEnd: 1.1 } as const;

/** The name of the file in a run's folder. */
export const ownShareFile = "own-share.json";

/**
 * Reads the own shares of a folder; undefined if there are none.
 *
 * @throws RunUnreadable when the file exists and is invalid; the message has its path and the mistake.
 */
export function readOwnShares(folder: string): Promise<OwnShares | undefined> {
  return readOwnSharesFile(join(folder, ownShareFile));
}

/**
 * Reads a file of own shares; undefined if there is none.
 *
 * @throws RunUnreadable when the file exists and is invalid; the message has its path and the mistake.
 */
export async function readOwnSharesFile(path: string): Promise<OwnShares | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RunUnreadable(`${path} is not JSON: ${(error as Error).message}`);
  }
  const decoded = decode(value);
  if ("why" in decoded) throw new RunUnreadable(`${path} does not fit: ${decoded.why}`);
  return decoded.value;
}

const decode = decoder(OwnShares);
