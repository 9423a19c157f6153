// The runtimes that are pinned here, and how each starts a script that reads these sources.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const flags = {
  node: [] as string[],
  // mitata examines the environment and the machine when it is loaded.
  deno: ["run", "--no-prompt", `--allow-read=${root}`, "--allow-env", "--allow-sys"],
  bun: ["run", "--no-install"],
};

export const runtimes = Object.keys(flags) as (keyof typeof flags)[];

/** What lets a script collect garbage. Not for all: other tools collect on their own where they can. */
const collecting = { node: ["--expose-gc"], deno: ["--v8-flags=--expose-gc"], bun: [] as string[] };

/**
 * What a script prints under a runtime, in a fresh process; throws if it fails or takes longer than a minute.
 *
 * @param collects whether the script may collect garbage. Default: false.
 */
export function printedBy(
  runtime: keyof typeof flags,
  script: string,
  args: readonly string[],
  { collects = false } = {},
): string {
  const binary = fileURLToPath(new URL(`../../../node_modules/.bin/${runtime}`, import.meta.url));
  const options = { encoding: "utf8", timeout: 60_000 } as const;
  const words = [...flags[runtime], ...(collects ? collecting[runtime] : []), script, ...args];
  return execFileSync(binary, words, options);
}
