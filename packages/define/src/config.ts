// A team's own defaults: `byturns.config.ts`.

/** Defaults of a project. Flags on the command line come before them. */
export interface Config {
  /** `smoke`, `quick`, `full` or `thorough`. */
  readonly profile?: string;
  /** As after `--runtime`: `["node", "bun@1.3"]`. */
  readonly runtimes?: readonly string[];
  /** As after `--model`. */
  readonly models?: readonly string[];
  /** The folder in which each run gets a folder of its own, relative to the config's. */
  readonly out?: string;
  /** As after `--budget`: `10m`. */
  readonly budget?: string;
  /** Files, folders or globs by a name, relative to the config's folder; `byturns bench --suite <name>`. */
  readonly suites?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Declares the defaults of a project, for a file `byturns.config.ts` that exports them by default.
 *
 * @returns the same object.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineConfig } from "@byturns/define";
 *
 * const config = defineConfig({ profile: "full", suites: { service: ["./bench/*.bench.ts"] } });
 * assert.equal(config.profile, "full");
 * ```
 */
export function defineConfig(config: Config): Config {
  return config;
}
