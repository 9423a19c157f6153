// What only Node itself can report or do, from inside.
import type { Inside } from "@byturns/host";

export const inside: Inside = {
  runtime: "node",
  versions: () => ({
    node: process.versions.node,
    engine: `V8 ${process.versions.v8}`,
    uv: process.versions.uv ?? "unknown",
  }),
  // Provided by `--expose-gc`; see runtime.ts.
  collectGarbage: () => globalThis.gc?.(),
  // As on Deno, whose log is the same.
  markCollections: () => void globalThis.gc?.({ type: "minor" }),
  // Loaded only when something is counted.
  count: async () => (await import("./count.ts")).count(),
};
