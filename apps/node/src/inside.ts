// What only Node can tell or do, from inside.
import type { Inside } from "@byturns/host";

export const inside: Inside = {
  runtime: "node",
  versions: () => ({
    node: process.versions.node,
    engine: `V8 ${process.versions.v8}`,
    uv: process.versions.uv ?? "unknown",
  }),
  // `--expose-gc` puts it there; see runtime.ts.
  collectGarbage: () => globalThis.gc?.(),
  // Loaded only where something is counted.
  count: async () => (await import("./count.ts")).count(),
};
