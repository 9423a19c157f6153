import { decoder } from "@byturns/record";
import { describe, expect, it } from "vitest";
import { checkOrder } from "../src/check.ts";
import { drillCatalog } from "../src/drill/catalog.ts";
import { Order, orderKey } from "../src/order.ts";

const commit = "a".repeat(40);
const order: Order = {
  run: "run",
  machine: "m1",
  asked: 1,
  commit,
  round: 0,
  position: 0,
  kind: "time",
  trace: false,
  cell: {
    id: "pause/bench/promises/node@1",
    example: "pause",
    input: "bench",
    model: "promises",
    runtime: "node@1",
  },
  runtime: { id: "node", version: "1" },
  threads: 2,
  warmUpMs: 1,
  measureMs: 1,
  timeLimitMs: 1_000,
};
const check = (changes: Partial<Order>) =>
  checkOrder(drillCatalog, commit, new Set(["node@1"]), { ...order, ...changes });
const cell = (changes: Partial<Order["cell"]>) => check({ cell: { ...order.cell, ...changes } });

describe("checkOrder()", () => {
  it("takes the input from this machine's own example, by name", () => {
    expect(check({})).toMatchObject({
      part: { cases: [{ value: { pauseMs: 150 }, batch: 1, ideal: { ms: 150 } }] },
      fork: { cell: { runtime: "node@1" } },
    });
    expect(cell({ input: "pause=2" })).toMatchObject({ part: { cases: [{ value: { pauseMs: 2 } }] } });
  });

  it.each([
    ["another commit", check({ commit: "b".repeat(40) }), /commit b+, and the sources here are at a+/],
    ["an example that is not here", cell({ example: "rogue" }), 'no example "rogue"'],
    ["a name that only every object has", cell({ example: "constructor" }), 'no example "constructor"'],
    ["an input that is not here", cell({ input: "huge" }), 'no input "huge"'],
    ["a value that its sweep has not", cell({ input: "pause=999" }), 'no input "pause=999"'],
    ["a model that is not here", cell({ model: "actors" }), 'no model "actors"'],
    ["what a model does not support", cell({ model: "threads" }), "threads does not support pause: it has"],
    ["a runtime that is not here", check({ runtime: { id: "node", version: "2" } }), "no node@2 here"],
  ])("refuses %s, and says why", (_, checked, why) => {
    expect(checked).toEqual({ why: expect.stringMatching(why) });
  });
});

describe("Order", () => {
  const decode = decoder(Order);
  it.each<[string, object]>([
    ["a path for a name", { cell: { ...order.cell, example: "../../etc/passwd" } }],
    ["a command for a version", { runtime: { id: "node", version: "1; rm -rf /" } }],
    ["a thousand million threads", { threads: 1e9 }],
    ["a time limit without end", { timeLimitMs: Number.POSITIVE_INFINITY }],
    ["no commit", { commit: "" }],
  ])("is not decoded with %s", (_, changes) => {
    expect(decode({ ...order, ...changes })).toHaveProperty("why");
    expect(decode(order)).toEqual({ value: order });
  });
});

describe("orderKey()", () => {
  it("distinguishes run, machine, round, cell and attempt", () => {
    const others = [
      { ...order, run: "another" },
      { ...order, machine: "m2" },
      { ...order, round: 1 },
      { ...order, asked: 2 },
      { ...order, cell: { ...order.cell, id: "another" } },
    ];
    expect(new Set([order, ...others].map(orderKey)).size).toBe(6);
  });
});
