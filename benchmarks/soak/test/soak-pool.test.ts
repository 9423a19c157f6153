import { describe, expect, it } from "vitest";
import { soakPool } from "../src/soak-pool.ts";

describe("soakPool()", () => {
  it.each(["message", "memory"] as const)(
    "loses no task by %s, and returns no duplicate or wrong result",
    async (by) => {
      const { wrong, done, cancelled, lostWithThread } = await soakPool(by, 3_000);
      expect(wrong).toEqual([]);
      expect(done + cancelled + lostWithThread).toBe(3_000);
      expect(cancelled).toBeGreaterThan(0);
      expect(lostWithThread).toBeGreaterThan(0);
    },
  );
});
