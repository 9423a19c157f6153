// What only Bun itself can report or do, from inside.
import { writeSync } from "node:fs";
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
  // JavaScriptCore writes its log without a buffer, and to where errors go.
  markCollections: () => void writeSync(2, "byturnsCollectionsMark\n"),
  // Loaded only when something is counted.
  count: async () => (await import("./count.ts")).count(),
};
