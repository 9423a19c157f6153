// How to start Node to explain a cell.
import type { Explaining } from "@byturns/lab";

export const explaining: Explaining = {
  profileFlags: (folder, intervalUs) => [
    "--cpu-prof",
    `--cpu-prof-dir=${folder}`,
    `--cpu-prof-interval=${intervalUs}`,
  ],
  notProfiled: undefined,
  countEnvironment: () => ({}),
};
