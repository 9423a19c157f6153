// How to start Deno to explain a cell.
import type { Explaining } from "@byturns/lab";
import { readV8Collections } from "@byturns/lab/runtime/collections-log";

export const explaining: Explaining = {
  profileFlags: (folder, intervalUs) => [
    "--cpu-prof",
    `--cpu-prof-dir=${folder}`,
    `--cpu-prof-interval=${intervalUs}`,
  ],
  notProfiled: undefined,
  countEnvironment: () => ({}),
  logCollections: {
    // Deno takes the flags of V8 once only.
    flags: (usual) => usual.map((flag) => (flag.startsWith("--v8-flags=") ? `${flag},--trace-gc` : flag)),
    environment: {},
    read: readV8Collections,
  },
};
