// The properties that our helpers are tested for, tried on the libraries: in virtual time, on schedules that replay.
import { boundedMapProperties } from "@byturns/schedules/properties/bounded-map";
import { boundedQueueProperties } from "@byturns/schedules/properties/bounded-queue";
import { permitsProperties } from "@byturns/schedules/properties/permits";
import type { Property } from "@byturns/schedules/properties/property";
import { rateLimitProperties } from "@byturns/schedules/properties/rate-limit";
import { retryProperties } from "@byturns/schedules/properties/retry";
import { singleFlightProperties } from "@byturns/schedules/properties/single-flight";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { fastq, pQueue } from "../src/queues.ts";
import * as libraries from "./libraries.ts";

/** Every library's helpers, with their properties. */
const all = [
  ...of("bounded map", libraries.boundedMaps, boundedMapProperties),
  ...of("semaphore", libraries.semaphores, (make) => permitsProperties(make)),
  ...of("mutex", libraries.mutexes, (make) => permitsProperties(make, fc.constant(1))),
  ...of("bounded queue", { fastq: await fastq(), "p-queue": await pQueue() }, boundedQueueProperties),
  ...of("retry", libraries.retries, retryProperties),
  ...of("rate limit", libraries.rates, rateLimitProperties),
  ...of("single flight", libraries.flights, singleFlightProperties),
];

const cleansUp =
  "cleans up once, goes on only when nothing runs, and begins nothing afterwards, wherever it is canceled";
const passesTurnOn = "tells who gives up at once, lets him in no more, and passes his turn on";
const startsEarly = "starts everybody in the order of asking, as early as may be";
const unseen = "tells who gives up at once, and lets those who stay start as if he had not come";
const leaves = "lets a caller leave, and cancels what nobody waits for before the last one goes on";

/** What breaks; all else holds. */
const broken: Readonly<Record<string, readonly string[]>> = {
  "p-map, bounded map": [cleansUp],
  "p-limit, bounded map": [cleansUp],
  "p-limit, semaphore": [passesTurnOn],
  "async-mutex, semaphore": [passesTurnOn],
  "p-limit, mutex": [passesTurnOn],
  "async-mutex, mutex": [passesTurnOn],
  "fastq, bounded queue": [],
  "p-queue, bounded queue": [
    "hands on everything once, each producer's in order, and is never above its bound",
  ],
  "p-retry, retry": [
    "tries as often as it may, with delays that grow and stay within their bounds",
    "delays the same from the same seed",
  ],
  "p-throttle, rate limit": [startsEarly, unseen],
  "bottleneck, rate limit": [startsEarly, unseen],
  "p-memoize, single flight": [leaves],
  "map-of-promises, single flight": [leaves],
};

// The same schedules every time, unless others are asked for.
beforeAll(() => {
  vi.stubEnv("BYTURNS_SEED", process.env.BYTURNS_SEED ?? "19");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

function of<A>(
  helper: string,
  makers: Readonly<Record<string, A>>,
  properties: (made: A) => readonly Property[],
): readonly (readonly [string, readonly Property[]])[] {
  return Object.entries(makers).map(([library, made]) => [`${library}, ${helper}`, properties(made)]);
}

it("tries every library of the table", () => {
  expect(all.map(([name]) => name).toSorted()).toEqual(Object.keys(broken).toSorted());
});

it.each(all)("%s", async (name, properties) => {
  const found: string[] = [];
  for (const { name: property, holds } of properties) {
    await holds().catch(() => found.push(property));
  }
  expect(found).toEqual(broken[name]);
});
