// How to start a runtime from outside: what each runtime's app provides to the lab.

import type { Permissions } from "@byturns/spec";
import type { LoggedCollections } from "./collections-log.ts";

/** The facts about a measured process that its command line depends on. */
export interface Launch {
  /** The permissions of the example, with the fixtures filled in: `/tmp/x` for the spec's `{scratch}`. */
  readonly permissions: Permissions;
  /** The folder that holds all sources; every process may read it. */
  readonly root: string;
}

/** A runtime as the lab sees it. */
export interface Runtime {
  /** `node`, `deno`, `bun`, … */
  readonly id: string;
  readonly title: string;
  /** The name of the binary, as linked by npm. */
  readonly binary: string;
  /** The npm package that provides a given version on this platform. */
  packageFor(version: string): string;
  /** The file that a measured process runs. */
  readonly entry: URL;
  /** The arguments between the binary and the entry. */
  flags(launch: Launch): readonly string[];
  /** Environment variables beside those of every measured process. */
  environment(launch: Launch): Readonly<Record<string, string>>;
  /** The oldest version that can run the sources, for example `24.0.0`. Default: any. */
  readonly oldest?: string;
  /** Reads the version from the output of `<binary> --version`. */
  versionFrom(printed: string): string | undefined;
  /** How to start it to explain a cell; left out if it has no profiler and counts nothing. */
  readonly explaining?: Explaining;
}

/** Additions to the start of a measured process that explains a cell instead of timing it. */
export interface Explaining {
  /**
   * Arguments that make it write a `.cpuprofile` for each profiled thread.
   *
   * @param folder where to write; it exists.
   * @param intervalUs the time between two samples, in microseconds.
   */
  profileFlags(folder: string, intervalUs: number): readonly string[];
  /** What it does not profile, as a sentence without a period; undefined if it profiles every thread. */
  readonly notProfiled: string | undefined;
  /** Environment variables of a process that counts. */
  countEnvironment(): Readonly<Record<string, string>>;
  /** How it logs garbage collections; left out if it does not. */
  readonly logCollections?: {
    /** The arguments, from the usual ones. */
    flags(usual: readonly string[]): readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    /** Reads what the process printed; undefined if that has not both marks. */
    read(text: string): LoggedCollections | undefined;
  };
}
