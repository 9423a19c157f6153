// What the lab is told of everything it does not import: the examples, the models and the runtimes.
import type { AnySpec, Permissions } from "@byturns/spec";
import type { Runtime } from "./runtime.ts";

/** What there is to be measured. The command makes it from the spec's registry, the host's models and the apps. */
export interface Catalog {
  /** The folder that holds all sources: the root of the checkout. */
  readonly root: string;
  readonly specs: Readonly<Record<string, AnySpec>>;
  readonly runtimes: readonly Runtime[];
  /** The models' names, in the order in which they are told. */
  readonly models: readonly string[];
  /** Those that are taken when none is named. Default: all. */
  readonly usualModels?: readonly string[];
  /** Why a model cannot run an example under a runtime (`node`, `deno`, …), or undefined when it can. */
  unsupported(model: string, example: string, runtime: string): string | undefined;
  /** Values that suites take along an example's sweep beside the sweep's own; none when left out. */
  moreValues?(example: string, sweep: string): readonly number[];
  /** What a model itself needs, beside what its examples need; nothing when left out. */
  needs?(model: string): Permissions;
}
