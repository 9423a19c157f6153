import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MemoryFile } from "../src/internal/memory-file.ts";

describe("MemoryFile", () => {
  // On Bun the first two are memory of the process, and the others are not.
  it.each([8, 4_096, 4_097, 100_000])("of %d bytes is zeros, and holds what either side writes", (bytes) => {
    const one = MemoryFile.make(bytes);
    const other = MemoryFile.open(one.path);
    const all = new Uint8Array(bytes).fill(1);
    other.read(all, 0);
    expect(all.every((byte) => byte === 0)).toBe(true);
    one.write(Uint8Array.of(1, 2), bytes - 2);
    other.write(Uint8Array.of(3, 4), 0);
    for (const file of [one, other]) {
      file.read(all, 0);
      expect([...all.subarray(0, 2), ...all.subarray(bytes - 2)]).toEqual([3, 4, 1, 2]);
    }
    other.close();
    one.remove();
    expect(existsSync(one.path)).toBe(false);
  });

  it("goes on without its name for who has taken it", () => {
    const one = MemoryFile.make(8);
    const other = MemoryFile.take(one.path);
    expect(existsSync(one.path)).toBe(false);
    one.write(Uint8Array.of(7), 3);
    const byte = new Uint8Array(1);
    other.read(byte, 3);
    expect(byte[0]).toBe(7);
    other.close();
    one.remove();
  });

  it("that cannot be made leaves no file", () => {
    const one = MemoryFile.make(8);
    const folder = one.path.slice(0, one.path.lastIndexOf("/"));
    const files = () => readdirSync(folder).filter((name) => one.path.includes(name.slice(0, -36)));
    const before = files();
    expect(() => MemoryFile.make(-1)).toThrow(RangeError);
    expect(files()).toEqual(before);
    one.remove();
  });
});
