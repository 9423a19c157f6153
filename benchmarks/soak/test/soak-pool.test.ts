import { describe, expect, it } from "vitest";
import { soakPool } from "../src/soak-pool.ts";

describe("soakPool()", () => {
  it.each(["message", "memory"] as const)(
    "loses no task by %s, and returns no duplicate or wrong result",
    async (by) => {
      const { wrong, done, canceled, lostWithThread } = await soakPool(by, 3_000);
      expect(wrong).toEqual([]);
      expect(done + canceled + lostWithThread).toBe(3_000);
      expect(canceled).toBeGreaterThan(0);
      expect(lostWithThread).toBeGreaterThan(0);
    },
  );
});
