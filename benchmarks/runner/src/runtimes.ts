// The runtimes that are pinned here, and how each starts a script that reads these sources.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const flags = {
  // Collecting garbage at will is what `collection` asks for.
  node: ["--expose-gc"],
  // mitata examines the environment and the machine when it is loaded.
  deno: [
    "run",
    "--no-prompt",
    "--v8-flags=--expose-gc",
    `--allow-read=${root}`,
    "--allow-env",
    "--allow-sys",
  ],
  bun: ["run", "--no-install"],
};

export const runtimes = Object.keys(flags) as (keyof typeof flags)[];

/** What a script prints under a runtime, in a fresh process; throws if it fails or takes longer than a minute. */
export function printedBy(runtime: keyof typeof flags, script: string, args: readonly string[]): string {
  const binary = fileURLToPath(new URL(`../../../node_modules/.bin/${runtime}`, import.meta.url));
  const options = { encoding: "utf8", timeout: 60_000 } as const;
  return execFileSync(binary, [...flags[runtime], script, ...args], options);
}
