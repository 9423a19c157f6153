// A run as it lies in its folder, decoded.
import type { Environment } from "./environment.ts";
import type { ForkRecord } from "./fork.ts";
import type { Plan } from "./plan.ts";
import type { CellTrace } from "./trace.ts";

/** A line or a file of a run that could not be used, and why. It is skipped, and nothing else with it. */
export interface Skipped {
  readonly file: string;
  /** From 1; undefined where the whole file is meant. */
  readonly line: number | undefined;
  readonly why: string;
}

/** A run, read back. */
export interface Run {
  readonly folder: string;
  readonly plan: Plan;
  readonly environment: Environment;
  /** In the order of the file; at most one for each cell and round. */
  readonly forks: readonly ForkRecord[];
  /** By cell. */
  readonly traces: ReadonlyMap<string, CellTrace>;
  readonly skipped: readonly Skipped[];
  /** How many forks the plan has, and the file not. */
  readonly missing: number;
}
