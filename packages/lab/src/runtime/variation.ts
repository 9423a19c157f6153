// A runtime started differently: under a name of its own, with more flags or variables.
import type { FoundRuntime } from "../api.ts";
import type { Catalog } from "../catalog.ts";
import type { Runtime } from "./runtime.ts";

/** What differs from the plain runtime. */
export interface Variation {
  /** Its key and its title in plans and reports. */
  readonly key: string;
  readonly title: string;
  /** Arguments after the runtime's own. */
  readonly flags?: readonly string[] | undefined;
  /** Environment variables beside the runtime's own, which they replace. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** The runtime as a variation starts it. */
export function varied(plain: FoundRuntime, { key, title, flags, environment }: Variation): FoundRuntime {
  const { flags: _, environment: __, ...base } = plain;
  return {
    ...base,
    key,
    title,
    kind: startedBy(plain.kind, flags, environment),
    ...(flags === undefined ? {} : { flags }),
    ...(environment === undefined ? {} : { environment }),
  };
}

/** The same binary, started as another revision's sources start it; undefined if they do not know this runtime. */
export function inCatalog(
  runtime: FoundRuntime,
  { runtimes }: Pick<Catalog, "runtimes">,
): FoundRuntime | undefined {
  const kind = runtimes.find(({ id }) => id === runtime.id);
  return kind && { ...runtime, kind: startedBy(kind, runtime.flags, runtime.environment) };
}

function startedBy(
  kind: Runtime,
  flags: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Runtime {
  if (flags.length === 0 && Object.keys(environment).length === 0) return kind;
  return {
    ...kind,
    flags: (launch) => [...kind.flags(launch), ...flags],
    environment: (launch) => ({ ...kind.environment(launch), ...environment }),
  };
}
