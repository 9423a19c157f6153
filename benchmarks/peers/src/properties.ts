// The properties that every library's helpers are tested for, as ours are, on random schedules.
//
// In this process and in virtual time, so on Node alone: the question is how a helper is made, not what runs it.
import { boundedMapProperties } from "@byturns/schedules/properties/bounded-map";
import { boundedQueueProperties } from "@byturns/schedules/properties/bounded-queue";
import { permitsProperties } from "@byturns/schedules/properties/permits";
import type { Property } from "@byturns/schedules/properties/property";
import { rateLimitProperties } from "@byturns/schedules/properties/rate-limit";
import { retryProperties } from "@byturns/schedules/properties/retry";
import { singleFlightProperties } from "@byturns/schedules/properties/single-flight";
import fc from "fast-check";
import type { Helpers } from "./helpers.ts";

/** The properties of each helper. */
const propertiesOf: {
  readonly [Id in keyof Helpers]-?: (full: NonNullable<Helpers[Id]>["full"]) => readonly Property[];
} = {
  "bounded-map": boundedMapProperties,
  "semaphore-pool": (make) => permitsProperties(make),
  mutex: (make) => permitsProperties(make, fc.constant(1)),
  "bounded-queue": boundedQueueProperties,
  retry: retryProperties,
  "rate-limit": rateLimitProperties,
  "single-flight": singleFlightProperties,
};

/** Which libraries are tested for them; our helpers are in their own tests as well. */
export const makers: Readonly<Record<string, () => Promise<{ readonly helpers: Helpers }>>> = {
  promises: () => import("./ports/promises.ts"),
  "p-map": () => import("./ports/p-map.ts"),
  "p-limit": () => import("./ports/p-limit.ts"),
  "async-mutex": () => import("./ports/async-mutex.ts"),
  fastq: () => import("./ports/fastq.ts"),
  "p-queue": () => import("./ports/p-queue.ts"),
  "p-retry": () => import("./ports/p-retry.ts"),
  "p-throttle": () => import("./ports/p-throttle.ts"),
  bottleneck: () => import("./ports/bottleneck.ts"),
  "p-memoize": () => import("./ports/p-memoize.ts"),
  "map-of-promises": () => import("./ports/map-of-promises.ts"),
};

/** The result of a property. */
export interface Held {
  readonly model: string;
  /** The example whose helper it is about. */
  readonly example: string;
  readonly name: string;
  /** What broke it, in one line; undefined if it holds. */
  readonly broken: string | undefined;
}

/** Tests these libraries for their properties, on BYTURNS_SCHEDULES schedules each; default: 1000. */
export async function hold(models: readonly string[], examples: readonly string[]): Promise<readonly Held[]> {
  process.env.BYTURNS_SCHEDULES ??= "1000";
  const held: Held[] = [];
  for (const model of models) {
    const maker = Object.hasOwn(makers, model) ? makers[model] : undefined;
    if (maker === undefined) continue;
    const { helpers } = await maker();
    for (const [example, { full }] of Object.entries(helpers)) {
      if (!examples.includes(example)) continue;
      const make = propertiesOf[example as keyof Helpers] as (full: unknown) => readonly Property[];
      for (const { name, holds } of make(full)) {
        const broken = await holds().then(() => undefined, whatBroke);
        held.push({ model, example, name, broken });
      }
    }
  }
  return held;
}

/** Prints the results of properties: one line each, and what broke them. */
export function drawHeld(held: readonly Held[]): string {
  const rows = held.map(
    ({ model, example, name, broken }) =>
      `  ${model.padEnd(16)} ${example.padEnd(15)} ${name}: ${broken === undefined ? "holds" : `BROKEN, ${broken}`}`,
  );
  return ["", "Properties, on random schedules", ...rows].join("\n");
}

function whatBroke(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return `${cause.message.split("\n")[0]}`.slice(0, 160);
}
