// What only Deno can tell or do, from inside.
import type { Inside } from "@byturns/host";

export const inside: Inside = {
  runtime: "deno",
  versions: () => ({
    deno: Deno.version.deno,
    engine: `V8 ${Deno.version.v8}`,
    typescript: Deno.version.typescript,
  }),
  // `--v8-flags=--expose-gc` puts it there; see runtime.ts.
  collectGarbage: () => (globalThis as { gc?: () => void }).gc?.(),
  // Loaded only where something is counted.
  count: async () => (await import("./count.ts")).count(),
};
