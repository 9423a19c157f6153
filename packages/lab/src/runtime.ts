// How a runtime is started, from the outside: what each app of a runtime tells the lab.
import type { Permissions } from "@byturns/spec";

/** What a measured process is started for, as far as its command line depends on it. */
export interface Launch {
  /** The permissions of the example, with the fixtures filled in: `/tmp/x` where the spec says `{scratch}`. */
  readonly permissions: Permissions;
  /** The folder that holds all sources; every process may read it. */
  readonly root: string;
}

/** A runtime as the lab knows it. */
export interface Runtime {
  /** `node`, `deno`, `bun`, … */
  readonly id: string;
  readonly title: string;
  /** The name of the binary, as npm links it. */
  readonly binary: string;
  /** The npm package that brings a given version on this platform. */
  packageFor(version: string): string;
  /** The file that a measured process runs. */
  readonly entry: URL;
  /** The arguments between the binary and the entry. */
  flags(launch: Launch): readonly string[];
  /** What stands in its environment beside what every measured process gets. */
  environment(launch: Launch): Readonly<Record<string, string>>;
  /** The oldest version that can run the sources, such as `24.0.0`. Default: any. */
  readonly oldest?: string;
  /** Reads the version off what `<binary> --version` printed. */
  versionFrom(printed: string): string | undefined;
  /** How it is started to explain a cell; left out where it has no profiler and counts nothing. */
  readonly explaining?: Explaining;
}

/** What is added to the start of a measured process that explains a cell instead of timing it. */
export interface Explaining {
  /**
   * Arguments that make it write a `.cpuprofile` for each thread that it profiles.
   *
   * @param folder where to; it is there.
   * @param intervalUs the time between two samples, in microseconds.
   */
  profileFlags(folder: string, intervalUs: number): readonly string[];
  /** What it does not profile, as a sentence without its period; undefined where it profiles every thread. */
  readonly notProfiled: string | undefined;
  /** What stands in the environment of a process that counts. */
  countEnvironment(): Readonly<Record<string, string>>;
}
