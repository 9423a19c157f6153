import { describe, expect, it } from "vitest";
import { boundedMapProperties } from "../src/properties/bounded-map.ts";
import { boundedQueueProperties } from "../src/properties/bounded-queue.ts";
import { permitsProperties } from "../src/properties/permits.ts";
import type { Property } from "../src/properties/property.ts";
import { rateLimitProperties } from "../src/properties/rate-limit.ts";
import { retryProperties } from "../src/properties/retry.ts";
import { singleFlightProperties } from "../src/properties/single-flight.ts";

/** Which of them break. */
async function broken(properties: readonly Property[]): Promise<boolean[]> {
  const breaks: boolean[] = [];
  for (const { holds } of properties) {
    breaks.push(
      await holds().then(
        () => false,
        () => true,
      ),
    );
  }
  return breaks;
}

describe("properties", () => {
  it("of a bounded map catch one without a limit, which continues while its tasks run", async () => {
    const properties = boundedMapProperties((items, _limit, task, { signal }) =>
      Promise.all(items.map((item, i) => task(item, i, signal))),
    );
    expect(await broken(properties)).toEqual([true, true]);
  });

  it("of permits catch a semaphore without a limit", async () => {
    const properties = permitsProperties(() => ({ run: (task) => task(), idle: () => true }));
    expect(await broken(properties)).toEqual([true, true]);
  });

  it("of a queue catch one without a bound, which works on everything at once", async () => {
    const properties = boundedQueueProperties((_bound, _consumers, consume) => {
      const working = new Set<Promise<void>>();
      const put = (item: number) => {
        working.add(consume(item, 0));
        return undefined;
      };
      return { put, size: () => working.size, close: () => Promise.all(working) };
    });
    expect(await broken(properties)).toEqual([true]);
  });

  it("of a retry catch one that tries once more, at once, by another draw, even after an abort", async () => {
    const properties = retryProperties(async (task, { retries }, { signal, onRetry }) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await task(attempt, signal);
        } catch (error) {
          if (attempt > retries + 1) throw error;
          onRetry(Math.random());
        }
      }
    });
    expect(await broken(properties)).toEqual([true, true, true]);
  });

  it("of a rate limit catch one that starts every task", async () => {
    const properties = rateLimitProperties(() => ({ run: (task) => task() }));
    expect(await broken(properties)).toEqual([true, true, true]);
  });

  it("of single flight catch one that makes a call per caller", async () => {
    const { signal } = new AbortController();
    const properties = singleFlightProperties(() => ({ run: (_key, task) => task(signal) }));
    expect(await broken(properties)).toEqual([true, true, false]);
  });
});
