// Starts a runtime with an empty program: does it take its flags and variables?
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "@byturns/fixtures/temporary-folder";
import { label } from "@byturns/text";
import type { FoundRuntime } from "../api.ts";
import { variablesHere } from "./variables.ts";

/** How long an empty program may take. */
const limitMs = 20_000;

/**
 * Why a runtime does not run an empty program as it would be started for a measurement, in its own words; undefined if
 * it does.
 *
 * @param root the folder that holds all sources.
 */
export async function whyRefused(runtime: FoundRuntime, root: string): Promise<string | undefined> {
  await using folder = await temporaryFolder();
  try {
    const file = join(folder.path, "empty.mjs");
    await writeFile(file, "");
    const { kind, path } = runtime;
    const launch = { permissions: {}, root };
    const passed = Object.fromEntries(variablesHere().passed.map((name) => [name, process.env[name]]));
    await promisify(execFile)(path, [...kind.flags(launch), file], {
      cwd: folder.path,
      env: { ...passed, ...kind.environment(launch) },
      timeout: limitMs,
      killSignal: "SIGKILL",
    });
    return undefined;
  } catch (error) {
    const {
      stderr = "",
      code,
      killed,
      signal,
    } = error as NodeJS.ErrnoException & {
      stderr?: string;
      killed?: boolean;
      signal?: string;
    };
    if (killed === true) return `an empty program did not end within ${limitMs / 1_000} s`;
    // The first line that is not only the name of the binary says what is wrong.
    const lines = stderr.split("\n").map((line) => line.replace(`${runtime.path}: `, "").trim());
    const line = lines.find((one) => /error|bad|invalid|unexpected|unknown|not allowed|illegal/i.test(one));
    const said = line ?? lines.find((one) => one !== "");
    return label(said ?? `it ended with ${signal ?? code} and printed nothing`, 300);
  }
}

/**
 * Whether a runtime accepts a variable of options and ignores it: with an option that no runtime has it still starts.
 * Of variables that hold no options, nothing is known.
 */
export async function isIgnored(runtime: FoundRuntime, variable: string, root: string): Promise<boolean> {
  if (!/(^|_)(OPTIONS|FLAGS)$/.test(variable)) return false;
  const { kind } = runtime;
  const impossible = { [variable]: "--no-runtime-has-this-option" };
  const tried = {
    ...kind,
    environment: (launch: Parameters<typeof kind.environment>[0]) => ({
      ...kind.environment(launch),
      ...impossible,
    }),
  };
  return (await whyRefused({ ...runtime, kind: tried }, root)) === undefined;
}
