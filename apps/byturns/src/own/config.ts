// `byturns.config.ts`: a project's defaults and suites, from the current folder or one above it.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "@byturns/define";
import { profiles } from "@byturns/lab/plan/profiles";
import { readDuration } from "../text/durations.ts";
import { Usage } from "../text/errors.ts";
import { known } from "../text/nearest.ts";
import { fault } from "./fault.ts";
import { load } from "./load-file.ts";
import { foldersAbove } from "./paths.ts";
import { whyNotLoaded } from "./why-not-loaded.ts";

/** A config, its file, and the folder that its paths are relative to. */
export interface FoundConfig {
  readonly file: string;
  readonly folder: string;
  readonly config: Config;
}

const names = ["ts", "mts", "js", "mjs"].map((ending) => `byturns.config.${ending}`);
const limitMs = 10_000;

/**
 * The nearest config; undefined if there is none.
 *
 * @param from where to begin. Default: the current folder.
 * @throws Usage when it cannot be loaded, or is none.
 */
export async function findConfig(from = process.cwd()): Promise<FoundConfig | undefined> {
  const file = foldersAbove(from)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((one) => existsSync(one));
  if (file === undefined) return undefined;
  const loading = await load(file, limitMs, "config");
  const { message } = loading;
  if (message?._tag === "config") {
    const problem = problemOf(message.config);
    if (problem === undefined) return { file, folder: dirname(file), config: message.config };
    throw new Usage(fault(file, problem).says);
  }
  if (message?._tag === "problem") throw new Usage(fault(file, message.problem, message.line).says);
  throw new Usage((await whyNotLoaded(loading, file, limitMs)).says);
}

/**
 * Runs what reads a config's values.
 *
 * @param file of the config; undefined where the values are the command line's.
 * @throws Usage that begins with the file, when a value is refused.
 */
export async function inConfig<A>(file: string | undefined, work: () => Promise<A>): Promise<A> {
  try {
    return await work();
  } catch (error) {
    if (file === undefined || !(error instanceof Usage)) throw error;
    throw new Usage(fault(file, error.message).says);
  }
}

/** Values that could not be read later are refused here, where the file is known. */
function problemOf({ profile, budget }: Config): string | undefined {
  try {
    if (profile !== undefined) known("profile", profile, Object.keys(profiles));
    if (budget !== undefined) readDuration("its budget", budget);
    return undefined;
  } catch (error) {
    if (error instanceof Usage) return error.message;
    throw error;
  }
}
