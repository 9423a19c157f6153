// A run, decoded from its folder.
import type { Environment } from "./environment.ts";
import type { CellTrace } from "./files/trace.ts";
import type { ForkRecord } from "./fork.ts";
import type { Plan } from "./plan.ts";

/** A line or a file of a run that could not be used, and why. Only this line or file is skipped. */
export interface Skipped {
  readonly file: string;
  /** From 1; undefined for the whole file. */
  readonly line: number | undefined;
  readonly why: string;
}

/** A run read from its folder. */
export interface Run {
  readonly folder: string;
  readonly plan: Plan;
  readonly environment: Environment;
  /** In file order; at most one for each cell and round. */
  readonly forks: readonly ForkRecord[];
  /** By cell. */
  readonly traces: ReadonlyMap<string, CellTrace>;
  readonly skipped: readonly Skipped[];
  /** How many planned forks the file lacks. */
  readonly missing: number;
}
