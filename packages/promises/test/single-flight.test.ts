import { setTimeout as pause } from "node:timers/promises";
import { askersInput, scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { singleFlight as spec } from "@byturns/spec/single-flight";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playSingleFlight, SingleFlight } from "../src/single-flight.ts";

const input = fc.record({
  calls: tasksInput(3, 0, 5),
  callers: fc.nat(4),
  leavers: fc.nat(4),
  leaveMs: fc.nat(5),
});

describe("playSingleFlight()", () => {
  it(
    "keeps its spec on every schedule, cancelled or not",
    () => keepsSpecInVirtualTime(spec, playSingleFlight, input),
    schedulesTimeoutMs(),
  );
});

describe("SingleFlight.run()", () => {
  it(
    "makes one call a key at a time, answers everybody who waits, and cancels what nobody waits for",
    () =>
      fc.assert(
        fc.asyncProperty(askersInput, scheduleSeed, async (askers, seed) => {
          await inVirtualTime(seed, async (schedule) => {
            const flights = new SingleFlight<number, string>();
            const running = [0, 0];
            let calls = 0;
            const call = async (key: number, signal: AbortSignal) => {
              const name = `call ${calls++} of ${key}`;
              running[key] = (running[key] ?? 0) + 1;
              expect(running[key]).toBe(1);
              try {
                await pause(3, undefined, { signal });
                return name;
              } finally {
                await pause(1);
                await schedule.shuffle();
                running[key] -= 1;
              }
            };
            const ask = async ({ key, atMs, leaveAfterMs }: (typeof askers)[number]) => {
              await pause(atMs);
              const reason = new Error("left");
              const { signal } =
                leaveAfterMs === null ? schedule.signal() : schedule.signal(atMs + leaveAfterMs, reason);
              try {
                const name = await flights.run(key, (signal) => call(key, signal), { signal });
                expect(name).toMatch(new RegExp(`of ${key}$`));
              } catch (error) {
                expect(error).toBe(reason);
              }
            };
            await Promise.all(askers.map(ask));
            expect([flights.size, ...running]).toEqual([0, 0, 0]);
          });
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("makes another call when the last has ended, well or not, a thrown failure too", async () => {
    const flights = new SingleFlight<string, number>();
    const thrown = () => {
      throw new Error("thrown");
    };
    await expect(flights.run("a", thrown)).rejects.toThrow("thrown");
    expect(await flights.run("a", () => 1)).toBe(1);
    expect(await flights.run("a", () => 2)).toBe(2);
    expect(flights.size).toBe(0);
  });

  it("hands one failure to all who asked", async () => {
    const flights = new SingleFlight<string, number>();
    const failure = new Error("one");
    const asked = [1, 2, 3].map(() => flights.run("a", () => Promise.reject(failure)));
    for (const settled of await Promise.allSettled(asked)) expect(settled).toMatchObject({ reason: failure });
  });

  it("calls nobody when the caller's signal is aborted already", async () => {
    const flights = new SingleFlight<string, number>();
    const signal = AbortSignal.abort("no");
    await expect(flights.run("a", () => expect.unreachable(), { signal })).rejects.toBe("no");
    expect(flights.size).toBe(0);
  });
});
