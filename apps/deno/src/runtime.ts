// How a process under Deno is started.
import type { Runtime } from "@byturns/lab";

/** Deno, for the lab. */
export const runtime: Runtime = {
  id: "deno",
  title: "Deno",
  binary: "deno",
  packageFor: (version) => `deno@${version}`,
  entry: new URL("./main.ts", import.meta.url),
  // Only what the example declares, and its own sources; whatever else it tries fails instead of asking.
  flags: ({ permissions, root }) => [
    "run",
    "--no-prompt",
    "--v8-flags=--expose-gc",
    ...allow("read", permissions.read?.includes("*") ? ["*"] : [root, ...(permissions.read ?? [])]),
    ...allow("write", permissions.write),
    ...allow("net", permissions.net),
    ...allow("run", permissions.run),
    ...allow("env", permissions.env),
    ...allow("sys", permissions.sys),
  ],
  environment: () => ({ DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" }),
  versionFrom: (printed) => /^deno (\d+\.\d+\.\d+\S*)/.exec(printed)?.[1],
};

function allow(kind: string, places: readonly string[] = []): string[] {
  if (places.length === 0) return [];
  return [places.includes("*") ? `--allow-${kind}` : `--allow-${kind}=${places.join(",")}`];
}
