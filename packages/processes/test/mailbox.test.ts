import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Mailbox, mailboxBytes } from "../src/internal/mailbox.ts";
import { MemoryFile } from "../src/internal/memory-file.ts";

describe("Mailbox", () => {
  let path: string;
  let pool: Mailbox;
  let child: Mailbox;
  beforeEach(() => {
    const file = MemoryFile.make(mailboxBytes);
    path = file.path;
    pool = new Mailbox(file, "pool");
    child = new Mailbox(MemoryFile.take(path), "process");
  });
  afterEach(() => {
    pool.close();
    child.close();
  });

  it("hands over each message once, in both directions", () => {
    expect(child.take()).toBeUndefined();
    for (let number = 0; number < 100; number++) {
      expect(pool.put([number, "task", { number }])).toBe(true);
      expect(pool.take()).toBeUndefined();
      expect(child.take()).toEqual([number, "task", { number }]);
      expect(child.take()).toBeUndefined();
      expect(child.put([number, -0])).toBe(true);
      expect(pool.take()).toEqual([number, -0]);
    }
  });

  it.each([
    ["too long", ["x".repeat(1_020)]],
    ["a big integer", [1n]],
    ["a map", [new Map()]],
    ["bytes", [Uint8Array.of(1)]],
  ])("refuses what is %s, and leaves nothing", (_, message) => {
    expect(pool.put(message)).toBe(false);
    expect(child.take()).toBeUndefined();
  });

  it("takes a message only once all of it is there", () => {
    const file = MemoryFile.make(mailboxBytes);
    const writes = vi.spyOn(MemoryFile.prototype, "write");
    const halfway = new Mailbox(file, "pool");
    const reader = new Mailbox(MemoryFile.take(file.path), "process");
    try {
      halfway.put([1, "whole"]);
      const [bytes, at] = writes.mock.calls[0] as [Uint8Array, number];
      const whole = bytes.slice();
      file.write(new Uint8Array(8), at + whole.length - 8);
      expect(reader.take()).toBeUndefined();
      file.write(whole, at);
      expect(reader.take()).toEqual([1, "whole"]);
    } finally {
      vi.restoreAllMocks();
      halfway.close();
      reader.close();
    }
  });

  it("knows from a look whether the other side looks", () => {
    child.look(true);
    expect(pool.wasLookedAt).toBe(false);
    pool.take();
    expect(pool.wasLookedAt).toBe(true);
  });

  it("holds what just fits", () => {
    const message = ["x".repeat(1_000)];
    expect(pool.put(message)).toBe(true);
    expect(child.take()).toEqual(message);
  });

  it("shows whether the other side looks", () => {
    expect(pool.isLookedAt).toBe(false);
    child.look(true);
    expect([pool.isLookedAt, child.isLookedAt]).toEqual([true, false]);
    pool.put([1]);
    child.put([1]);
    expect([pool.isLookedAt, child.isLookedAt]).toEqual([true, false]);
    child.look(false);
    expect(pool.isLookedAt).toBe(false);
  });

  it("has no name once both have it open, so that nothing is left of it", () => {
    expect(existsSync(path)).toBe(false);
  });
});
