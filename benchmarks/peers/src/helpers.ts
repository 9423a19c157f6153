// What one library provides: each helper in its full and its bare use. The port and the properties it is tested with
// follow from it.

import type { ExampleContext, Port } from "@byturns/context";
import type { BoundedMap } from "@byturns/schedules/properties/bounded-map";
import type { OpenQueue } from "@byturns/schedules/properties/bounded-queue";
import type { Permits } from "@byturns/schedules/properties/permits";
import type { Rate } from "@byturns/schedules/properties/rate-limit";
import type { Retry } from "@byturns/schedules/properties/retry";
import type { Flights } from "@byturns/schedules/properties/single-flight";
import type { BoundedMapInput } from "@byturns/spec/bounded-map";
import type { BoundedQueueInput } from "@byturns/spec/bounded-queue";
import type { MutexInput } from "@byturns/spec/mutex";
import type { RateLimitInput } from "@byturns/spec/rate-limit";
import type { RetryInput } from "@byturns/spec/retry";
import type { SemaphorePoolInput } from "@byturns/spec/semaphore-pool";
import type { SingleFlightInput } from "@byturns/spec/single-flight";
import { type BareMap, boundedMapCost, runBoundedMap } from "./adapters/bounded-map.ts";
import { boundedQueueCost, runBoundedQueue } from "./adapters/bounded-queue.ts";
import { type BarePermits, permitsCost, runMutex, runSemaphorePool } from "./adapters/permits.ts";
import { type BareRate, rateLimitCost, runRateLimit } from "./adapters/rate-limit.ts";
import { type BareRetry, retryCost, runRetry } from "./adapters/retry.ts";
import { type BareFlights, runSingleFlight, singleFlightCost } from "./adapters/single-flight.ts";
import { contender, type ExampleRun } from "./contender.ts";
import type { CostInput } from "./specs/cost.ts";

/** The helpers of one library, by the example that they answer. */
export interface Helpers {
  readonly "bounded-map"?: { readonly full: BoundedMap; readonly bare: BareMap };
  readonly "semaphore-pool"?: { readonly full: (permits: number) => Permits; readonly bare: BarePermits };
  /** Made for one permit. */
  readonly mutex?: { readonly full: (permits: number) => Permits; readonly bare: BarePermits };
  readonly "bounded-queue"?: { readonly full: OpenQueue; readonly bare: OpenQueue };
  readonly retry?: { readonly full: Retry; readonly bare: BareRetry };
  readonly "rate-limit"?: {
    readonly full: (limit: number, intervalMs: number) => Rate;
    readonly bare: BareRate;
  };
  readonly "single-flight"?: { readonly full: () => Flights; readonly bare: BareFlights };
}

/** How each example is run with a helper. */
const runs: {
  readonly [Id in keyof Helpers]-?: (
    full: NonNullable<Helpers[Id]>["full"],
  ) => (input: never, context: ExampleContext) => Promise<unknown>;
} = {
  "bounded-map": (map) => (input: BoundedMapInput, context) => runBoundedMap(map, input, context),
  "semaphore-pool": (make) => (input: SemaphorePoolInput, context) => runSemaphorePool(make, input, context),
  mutex: (make) => (input: MutexInput, context) => runMutex(make, input, context),
  "bounded-queue": (open) => (input: BoundedQueueInput, context) => runBoundedQueue(open, input, context),
  retry: (retry) => (input: RetryInput, context) => runRetry(retry, input, context),
  "rate-limit": (make) => (input: RateLimitInput, context) => runRateLimit(make, input, context),
  "single-flight": (make) => (input: SingleFlightInput, context) => runSingleFlight(make, input, context),
};

/** How the cost of each is measured. */
const costs: {
  readonly [Id in keyof Helpers]-?: (
    bare: NonNullable<Helpers[Id]>["bare"],
  ) => (input: CostInput) => Promise<unknown>;
} = {
  "bounded-map": (map) => (input) => boundedMapCost(map, input),
  "semaphore-pool": (make) => (input) => permitsCost(make, input),
  mutex: (make) => (input) => permitsCost(make, input),
  "bounded-queue": (open) => (input) => boundedQueueCost(open, input),
  retry: (retry) => (input) => retryCost(retry, input),
  "rate-limit": (make) => (input) => rateLimitCost(make, input),
  "single-flight": (share) => (input) => singleFlightCost(share, input),
};

/** What a library's helpers answer: each example as it stands, and the cost of its helper. */
function runsOf(helpers: Helpers, of: typeof runs | typeof costs): Record<string, ExampleRun> {
  const part = of === runs ? "full" : "bare";
  const suffix = of === runs ? "" : "-cost";
  return Object.fromEntries(
    Object.entries(helpers).map(([id, helper]) => [
      `${id}${suffix}`,
      (of[id as keyof Helpers] as (part: unknown) => ExampleRun)(
        (helper as { full: unknown; bare: unknown })[part],
      ),
    ]),
  );
}

/** A peer's port. */
export function peer(model: string, helpers: Helpers): Port {
  return contender(model, { ...runsOf(helpers, runs), ...runsOf(helpers, costs) });
}

/** Ours: the port as it stands, and the cost of its helpers. */
export function ours(port: Port, helpers: Helpers): Port {
  return contender(port.model, runsOf(helpers, costs), port);
}
