// What the lab is given instead of importing it: the examples, the models and the runtimes.
import type { AnySpec, Permissions } from "@byturns/spec";
import type { Runtime } from "./runtime/runtime.ts";

/** Everything that can be measured. The command builds it from the spec's registry, the host's models and the apps. */
export interface Catalog {
  /** The folder that holds all sources: the root of the checkout. */
  readonly root: string;
  /** Files that processes load beside their entry, and the folder of the entries if it is outside of the root. */
  readonly loads?: { readonly files: readonly string[]; readonly hostRoot: string };
  /** Folders that may hold runtimes too, as in the variable `PATH`. Default: none. */
  readonly searchPath?: string;
  readonly specs: Readonly<Record<string, AnySpec>>;
  readonly runtimes: readonly Runtime[];
  /** The models' names, in display order. */
  readonly models: readonly string[];
  /** The models used when none is named. Default: all. */
  readonly usualModels?: readonly string[];
  /** Why a model cannot run an example under a runtime (`node`, `deno`, …), or undefined when it can. */
  unsupported(model: string, example: string, runtime: string): string | undefined;
  /** Additional values that suites use along an example's sweep; none when left out. */
  moreValues?(example: string, sweep: string): readonly number[];
  /** Permissions that a model itself needs, in addition to its examples'; none when left out. */
  needs?(model: string): Permissions;
}
