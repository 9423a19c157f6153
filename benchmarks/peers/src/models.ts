// Who takes part, a line each: ours, and the peers. One is loaded only when a job asks for it.
import { type Models, models as ours } from "@byturns/host";
import type { Permissions } from "@byturns/spec";

/** Everybody, by name. */
export const models: Models = {
  ...ours,
  promises: async () => (await import("./ports/promises.ts")).port,
  "p-map": async () => (await import("./ports/p-map.ts")).port,
  "p-limit": async () => (await import("./ports/p-limit.ts")).port,
};

/** What one of them needs beside its examples; most need nothing. */
export const needs: Readonly<Record<string, Permissions>> = {};
