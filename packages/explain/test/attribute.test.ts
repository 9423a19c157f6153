import { describe, expect, it } from "vitest";
import { groupOf, parseCpuProfile, weigh } from "../src/index.ts";
import { profileText } from "./profiles.ts";

const root = "/home/a b/byturns";
const frame = (url: string, name = "f") => ({ name, url, line: 1 });

describe("groupOf()", () => {
  it.each([
    ["file:///home/a%20b/byturns/packages/fibers/src/bounded-map.ts", "example"],
    ["/home/a b/byturns/packages/threads/src/fib.worker.ts", "example"],
    ["/home/a b/byturns/packages/promises/src/internal/tasks.ts", "example"],
    ["/home/a b/byturns/packages/threads/src/internal/pool.ts", "library"],
    ["file:///home/a%20b/byturns/node_modules/effect/dist/internal/effect.js", "library"],
    ["/home/a b/byturns/packages/fibers/src/internal/edge.ts", "instruments"],
    ["/home/a b/byturns/packages/context/src/context.ts", "instruments"],
    ["/home/a b/byturns/packages/host/src/measure.ts", "instruments"],
    ["/home/a b/byturns/apps/deno/src/inside.ts", "instruments"],
    ["/somewhere/else/own-file.ts", "example"],
    ["node:internal/timers", "runtime"],
    ["ext:deno_web/02_timers.js", "runtime"],
    ["internal:shared", "runtime"],
    ["", "runtime"],
  ] as const)("%s is the time of: %s", (url, group) => {
    expect(groupOf(frame(url), root)).toBe(group);
  });

  it.each([
    ["(garbage collector)", "garbage"],
    ["(idle)", "idle"],
    ["(program)", "runtime"],
  ] as const)("%s is %s wherever it stands", (name, group) => {
    expect(groupOf(frame("", name), root)).toBe(group);
  });
});

describe("weigh()", () => {
  it("gives native code to the runtime by group, and to its caller by function", () => {
    const file = `${root}/packages/promises/src/fib.ts`.replaceAll(" ", "%20");
    const { samples } = parseCpuProfile(
      profileText([
        { stack: [`fib file://${file}:9`, "now"], us: 400 },
        { stack: [`fib file://${file}:9`], us: 100 },
        { stack: ["(idle)"], us: 300 },
        { stack: ["(garbage collector)"], us: 50 },
      ]),
      "p",
    );
    const { groups, busyUs, functions, attributed } = weigh(samples, { root });
    expect(groups).toMatchObject({ runtime: 400, example: 100, idle: 300, garbage: 50 });
    expect(busyUs).toBe(550);
    expect(attributed).toBe(1);
    expect(functions[0]).toEqual({
      name: "fib",
      file: "packages/promises/src/fib.ts",
      line: 9,
      group: "example",
      selfUs: 500,
    });
  });

  it("counts what no rule names as not attributed", () => {
    const { samples } = parseCpuProfile(
      profileText([
        { stack: ["f /x.ts"], us: 100 },
        { stack: ["now"], us: 300 },
      ]),
      "p",
    );
    const { attributed, groups } = weigh(samples, { root, rules: [] });
    expect(groups.other).toBe(100);
    expect(attributed).toBe(0.75);
  });
});
