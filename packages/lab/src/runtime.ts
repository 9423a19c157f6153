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
  /** Reads the version off what `<binary> --version` printed. */
  versionFrom(printed: string): string | undefined;
}
