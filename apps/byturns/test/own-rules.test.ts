import { groupOf } from "@byturns/explain";
import { describe, expect, it } from "vitest";
import { rulesForOwn } from "../src/explain/own-rules.ts";

const frame = (url: string) => ({ name: "work", url, line: 1, column: 1 });
const rules = rulesForOwn("/opt/byturns");

describe("rulesForOwn()", () => {
  it.each([
    ["file:///opt/byturns/packages/host/src/measure.ts", "instruments"],
    ["file:///opt/byturns/packages/define/src/port.ts", "instruments"],
    ["file:///opt/byturns/packages/threads/src/internal/pool.ts", "library"],
    ["file:///opt/byturns/node_modules/effect/dist/Effect.js", "library"],
    ["file:///home/team/orders.bench.ts", "example"],
    ["file:///home/team/packages/host/server.ts", "example"],
    ["file:///home/team/node_modules/p-map/index.js", "library"],
    ["file:///home/team/node_modules/@byturns/define/dist/port.js", "instruments"],
    ["node:internal/timers", "runtime"],
  ])("puts %s into %s", (url, group) => {
    expect(groupOf(frame(url), "/home/team", rules)).toBe(group);
  });
});
