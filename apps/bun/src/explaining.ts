// How to start Bun to explain a cell.
import type { Explaining } from "@byturns/lab";
import { readJscCollections } from "@byturns/lab/runtime/collections-log";

export const explaining: Explaining = {
  profileFlags: (folder, intervalUs) => [
    "--cpu-prof",
    `--cpu-prof-dir=${folder}`,
    `--cpu-prof-interval=${intervalUs}`,
  ],
  notProfiled: "Bun does not profile worker threads",
  // Promises are counted as objects on the heap: see count.ts.
  countEnvironment: () => ({ BUN_JSC_useGC: "0" }),
  logCollections: {
    flags: (usual) => usual,
    environment: { BUN_JSC_logGC: "1" },
    read: readJscCollections,
  },
};
