// What only Deno itself can report or do, from inside.
import type { Inside } from "@byturns/host";

/** Provided by `--v8-flags=--expose-gc`; see runtime.ts. */
const { gc } = globalThis as { gc?: (options?: { readonly type: "minor" }) => void };

export const inside: Inside = {
  runtime: "deno",
  versions: () => ({
    deno: Deno.version.deno,
    engine: `V8 ${Deno.version.v8}`,
    typescript: Deno.version.typescript,
  }),
  collectGarbage: () => gc?.(),
  // A line that is printed would not stay in its place: the log is written when a buffer is full.
  markCollections: () => gc?.({ type: "minor" }),
  // Loaded only when something is counted.
  count: async () => (await import("./count.ts")).count(),
};
