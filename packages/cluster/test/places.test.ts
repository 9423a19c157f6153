import * as Effect from "effect/Effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Places, shareOut } from "../src/internal/places.ts";

describe("shareOut()", () => {
  it("never has more calls on a machine than it may, and never one more than on another", async () => {
    const asked = fc.record({
      count: fc.integer({ min: 1, max: 5 }),
      atOnce: fc.integer({ min: 1, max: 4 }),
      yields: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ count, atOnce, yields }) => {
        const calls = Array.from({ length: count }, () => 0);
        const begun: number[][] = [];
        const call = (turns: number) => (place: string) =>
          Effect.gen(function* () {
            // Handed to the machine that had the fewest.
            expect(calls[Number(place)]).toBe(Math.min(...calls));
            calls[Number(place)] = (calls[Number(place)] ?? 0) + 1;
            begun.push([...calls]);
            for (let turn = 0; turn < turns; turn++) yield* Effect.yieldNow;
            calls[Number(place)] = (calls[Number(place)] ?? 0) - 1;
          });
        const all = Effect.gen(function* () {
          const share = yield* shareOut(atOnce);
          yield* Effect.forEach(yields, (turns) => share(call(turns)), { concurrency: "unbounded" });
        });
        await Effect.runPromise(Effect.provideService(all, Places, { count }));
        expect(begun).toHaveLength(yields.length);
        for (const counts of begun) expect(Math.max(...counts)).toBeLessThanOrEqual(atOnce);
      }),
    );
  });

  it("gives back the place of an interrupted call", async () => {
    const both = Effect.gen(function* () {
      const share = yield* shareOut(1);
      yield* Effect.timeoutOption(
        share(() => Effect.never),
        1,
      );
      return yield* share((place) => Effect.succeed(place));
    });
    expect(await Effect.runPromise(Effect.provideService(both, Places, { count: 1 }))).toBe("0");
  });
});
