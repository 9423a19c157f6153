// What only Bun itself can report or do, from inside.
import type { Inside } from "@byturns/host";

export const inside: Inside = {
  runtime: "bun",
  versions: () => ({
    bun: Bun.version,
    engine: `JavaScriptCore ${process.versions.webkit ?? "unknown"}`,
    revision: Bun.revision,
  }),
  collectGarbage: () => {
    Bun.gc(true);
  },
  // Loaded only when something is counted.
  count: async () => (await import("./count.ts")).count(),
};
