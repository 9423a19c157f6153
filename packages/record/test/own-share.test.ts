import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OwnShares, ownShareFile, readOwnShares } from "../src/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "own-share-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const shares: OwnShares = {
  schema: 1,
  plan: "abc",
  shares: [
    {
      ...{ example: "fib", input: "bench", model: "fibers", runtime: "node@26.10.0" },
      ratio: { estimate: 1.01, low: 0.99, high: 1.03 },
      ...{ verdict: "equivalent", callMs: 1, bareMs: 1, isMet: true },
    },
  ],
};

describe("readOwnShares()", () => {
  it("reads what was written", async () => {
    await writeFile(join(folder, ownShareFile), JSON.stringify(shares));
    expect(await readOwnShares(folder)).toEqual(shares);
  });

  it("is undefined if the file does not exist", async () => {
    expect(await readOwnShares(join(folder, "nowhere"))).toBeUndefined();
  });

  it.each([
    ["{", /own-share\.json is not JSON/],
    [JSON.stringify({ ...shares, schema: 9 }), /own-share\.json does not fit: .*schema/],
    [JSON.stringify({ ...shares, shares: [{ ...shares.shares[0], ratio: 1 }] }), /does not fit: .*ratio/],
  ])("refuses %s, and names the file", async (text, why) => {
    await writeFile(join(folder, ownShareFile), text);
    await expect(readOwnShares(folder)).rejects.toThrow(why);
  });
});
