import { mixSettings } from "@byturns/advice";
import { describe, expect, it } from "vitest";
import { readSettings } from "../src/bench/set-inputs.ts";
import { plan } from "../src/index.ts";

const wanted = { models: ["promises"], runtimes: ["node"], profile: "quick", seed: 1 };

describe("readSettings()", () => {
  it.each([
    [["orders=5"], { single: ["orders=5"] }],
    [["a=1,b=2"], { single: ["a=1", "b=2"] }],
    [["orders=1,10,100"], { single: [], sweep: { key: "orders", values: [1, 10, 100] } }],
    [["a=1,orders=1,10", "c=text"], { single: ["a=1", "c=text"], sweep: { key: "orders", values: [1, 10] } }],
    [["list=[1,2],n=3"], { single: ["list=[1,2]", "n=3"] }],
  ])("reads %j", (given, settings) => {
    expect(readSettings(given)).toEqual(settings);
  });

  it.each([
    ["orders", /Cannot read --set orders: it is written key=value/],
    ["orders=1,b", /Cannot sweep over orders with "b": several values must be numbers/],
    ["a=1,2,b=3,4", /--set gives a and b several values/],
    ["a=1,a=2", /--set names a twice/],
  ])("refuses %s", (given, message) => {
    expect(() => readSettings([given])).toThrow(message);
  });
});

describe("plan() with values of one's own", () => {
  it("sweeps over one field, with all of its values in a quick look", async () => {
    const { cases } = await plan({ ...wanted, examples: ["skynet"], set: ["levels=1,2,3,4"] });
    expect(cases.map(({ input, sweep }) => [input, sweep?.value])).toEqual([
      ["levels=1", 1],
      ["levels=2", 2],
      ["levels=3", 3],
      ["levels=4", 4],
    ]);
  });

  it("takes what byturns advise prints", async () => {
    const workload = { waitMs: 5, computeMs: 0.2, ratePerSecond: 100 };
    const settings = mixSettings(workload as Parameters<typeof mixSettings>[0]);
    const set = [
      Object.entries(settings)
        .map(([key, value]) => `${key}=${value}`)
        .join(","),
    ];
    const { cases } = await plan({ ...wanted, examples: ["mix"], set });
    expect(cases).toHaveLength(1);
    expect(cases[0]?.value).toMatchObject(settings);
  });

  it("refuses a field that the input does not have, and values without an example", async () => {
    await expect(plan({ ...wanted, examples: ["mix"], set: ["wait=5"] })).rejects.toThrow(/has no "wait"/);
    await expect(plan({ ...wanted, set: ["waitMs=5"] })).rejects.toThrow(/name an example, too/);
  });
});
