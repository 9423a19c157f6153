// Who takes part, a line each: ours, and the peers. One is loaded only when a job asks for it.
import { type Models, models as ours } from "@byturns/host";
import type { Permissions } from "@byturns/spec";

/** Everybody, by name. */
export const models: Models = {
  ...ours,
  promises: async () => (await import("./ports/promises.ts")).port,
  "p-map": async () => (await import("./ports/p-map.ts")).port,
  "p-limit": async () => (await import("./ports/p-limit.ts")).port,
  "async-mutex": async () => (await import("./ports/async-mutex.ts")).port,
  fastq: async () => (await import("./ports/fastq.ts")).port,
  "p-queue": async () => (await import("./ports/p-queue.ts")).port,
  "p-retry": async () => (await import("./ports/p-retry.ts")).port,
  "p-throttle": async () => (await import("./ports/p-throttle.ts")).port,
  bottleneck: async () => (await import("./ports/bottleneck.ts")).port,
  "p-memoize": async () => (await import("./ports/p-memoize.ts")).port,
  "map-of-promises": async () => (await import("./ports/map-of-promises.ts")).port,
};

/** What one of them needs beside its examples; most need nothing. */
export const needs: Readonly<Record<string, Permissions>> = {};
