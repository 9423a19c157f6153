import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closeRing, leftIn, makeRing, offer, takeAll } from "../src/internal/ring.ts";

const bytesOf = (value: number) => Uint8Array.of(value >> 8, value & 0xff);
const numbersIn = (bytes: Uint8Array) =>
  Array.from({ length: bytes.length / 2 }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));

describe("a ring", () => {
  it("keeps the order, loses nothing that it took in, and never holds more than its slots", () => {
    const steps = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), steps, (slots, bursts) => {
        const ring = makeRing(slots, 2);
        const accepted: number[] = [];
        const taken: number[] = [];
        let next = 0;
        for (const burst of bursts) {
          let refused = 0;
          for (let i = 0; i < burst; i++, next++) {
            if (offer(ring, bytesOf(next))) accepted.push(next);
            else refused += 1;
            expect(leftIn(ring)).toBeLessThanOrEqual(slots);
          }
          expect(refused).toBe(Math.max(0, burst - slots));
          taken.push(...numbersIn(takeAll(ring) as Uint8Array));
        }
        expect(taken).toEqual(accepted);
      }),
    );
  });

  it("gives out what is in after it was closed, takes in no more, and then reports its end", () => {
    const ring = makeRing(4, 2);
    offer(ring, bytesOf(1));
    closeRing(ring);
    expect(offer(ring, bytesOf(2))).toBe(false);
    expect(numbersIn(takeAll(ring) as Uint8Array)).toEqual([1]);
    expect(takeAll(ring)).toBeUndefined();
    expect(leftIn(ring)).toBe(0);
  });
});
