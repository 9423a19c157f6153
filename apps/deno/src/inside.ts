// What only Deno itself can report or do, from inside.
import type { Inside } from "@byturns/host";

export const inside: Inside = {
  runtime: "deno",
  versions: () => ({
    deno: Deno.version.deno,
    engine: `V8 ${Deno.version.v8}`,
    typescript: Deno.version.typescript,
  }),
  // Provided by `--v8-flags=--expose-gc`; see runtime.ts.
  collectGarbage: () => (globalThis as { gc?: () => void }).gc?.(),
  // Loaded only when something is counted.
  count: async () => (await import("./count.ts")).count(),
};
