// `byturns.config.ts`: a project's defaults and suites, from the current folder or one above it.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "@byturns/define";
import { isRecord } from "@byturns/define/checks";
import { nearest } from "@byturns/text/nearest";
import { Usage } from "../text/errors.ts";
import { fault } from "./fault.ts";
import { load } from "./load-file.ts";
import { foldersAbove } from "./paths.ts";
import { whyNotLoaded } from "./why-not-loaded.ts";

/** A config, and the folder that its paths are relative to. */
export interface FoundConfig {
  readonly folder: string;
  readonly config: Config;
}

const names = ["ts", "mts", "js", "mjs"].map((ending) => `byturns.config.${ending}`);
const fields = ["profile", "runtimes", "models", "out", "budget", "suites"];
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
    if (problem === undefined) return { folder: dirname(file), config: message.config };
    throw new Usage(fault(file, problem).says);
  }
  if (message?._tag === "problem") throw new Usage(fault(file, message.problem, message.line).says);
  throw new Usage((await whyNotLoaded(loading, file, limitMs)).says);
}

function problemOf(config: unknown): string | undefined {
  if (!isRecord(config)) return "it has no default export: write export default defineConfig({ … })";
  for (const [name, value] of Object.entries(config)) {
    if (!fields.includes(name)) {
      const [near] = nearest(name, fields);
      return `a config has no field "${name}": ${near === undefined ? `there are ${fields.join(", ")}` : `did you mean ${near}?`}`;
    }
    if (["profile", "out", "budget"].includes(name) && typeof value !== "string") {
      return `its ${name} must be a text, not ${JSON.stringify(value)}`;
    }
    if (["runtimes", "models"].includes(name) && !isTexts(value)) {
      return `its ${name} must be a list of texts, not ${JSON.stringify(value)}`;
    }
    if (name === "suites" && !(isRecord(value) && Object.values(value).every(isTexts))) {
      return 'its suites must be lists of files by name, such as { service: ["./bench/*.bench.ts"] }';
    }
  }
  return undefined;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string" && one !== "");
