import { describe, expect, it, vi } from "vitest";
import { oncePerInput } from "../src/once-per-input.ts";

describe("oncePerInput()", () => {
  it("computes each input once, whatever the result", () => {
    const of = vi.fn(({ n }: { readonly n: number }) => (n === 0 ? undefined : n * n));
    const kept = oncePerInput(of);
    const [three, none] = [{ n: 3 }, { n: 0 }];
    expect([kept(three), kept(none), kept(three), kept(none)]).toEqual([9, undefined, 9, undefined]);
    expect(of).toHaveBeenCalledTimes(2);
    expect(kept({ n: 3 })).toBe(9);
    expect(of).toHaveBeenCalledTimes(3);
  });
});
