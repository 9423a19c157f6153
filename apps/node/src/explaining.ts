// How to start Node to explain a cell.
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
    flags: (usual) => [...usual, "--trace-gc"],
    environment: {},
    read: readV8Collections,
  },
};
