// How to start a process under Deno.
import type { Runtime } from "@byturns/lab";
import { explaining } from "./explaining.ts";

/** Deno, for the lab. */
export const runtime: Runtime = {
  id: "deno",
  title: "Deno",
  binary: "deno",
  oldest: "2.0.0",
  packageFor: (version) => `deno@${version}`,
  entry: new URL("./main.ts", import.meta.url),
  // Only what the example declares, and its own sources; anything else fails instead of prompting.
  flags: ({ permissions, root }) => [
    "run",
    "--no-prompt",
    "--v8-flags=--expose-gc",
    // All of each permission is not everything: devices such as /dev/full need this flag.
    ...(kinds.every((kind) => permissions[kind]?.includes("*"))
      ? ["--allow-all"]
      : kinds.flatMap((kind) => allow(kind, kind === "read" ? [root] : [], permissions[kind]))),
  ],
  environment: () => ({ DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" }),
  versionFrom: (printed) => /^deno (\d+\.\d+\.\d+\S*)/.exec(printed)?.[1],
  explaining,
};

const kinds = ["read", "write", "net", "run", "env", "sys"] as const;

function allow(kind: string, ours: readonly string[], wanted: readonly string[] = []): string[] {
  const places = [...ours, ...wanted];
  if (places.length === 0) return [];
  return [places.includes("*") ? `--allow-${kind}` : `--allow-${kind}=${places.join(",")}`];
}
