import { makeContext } from "@byturns/context";
import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { singleFlight as spec } from "@byturns/spec/single-flight";
import fc from "fast-check";
import { afterAll, describe, expect, it, vi } from "vitest";
import { Pool } from "../src/internal/pool.ts";
import type { tasks as served } from "../src/internal/tasks.worker.ts";
import { pool as poolOptions, runSingleFlight, worker } from "../src/single-flight.example.ts";
import { SingleFlight } from "../src/single-flight.ts";

const pool = await Pool.start<typeof served>(worker, {
  context: makeContext({ threads: 2 }),
  ...poolOptions,
});
afterAll(() => pool.close());

// A pause on a thread takes real time: few calls, and short.
const input = fc.record({
  calls: tasksInput(2, 0, 1),
  callers: fc.nat(3),
  leavers: fc.nat(3),
  leaveMs: fc.nat(1),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runSingleFlight()", () => {
  it(
    "keeps its spec whatever the calls' delays, canceled or not",
    () => keepsSpecOnThreads(spec, runSingleFlight, input, pool),
    schedulesTimeoutMs(),
  );
});

describe("SingleFlight.run()", () => {
  it("makes another call when the last has ended", async () => {
    const flights = new SingleFlight<string, number>();
    const call = (value: number) => (signal: AbortSignal) => pool.run("giveBack", value, { signal });
    expect(await Promise.all([flights.run("a", call(1)), flights.run("a", call(2))])).toEqual([1, 1]);
    expect(await flights.run("a", call(3))).toBe(3);
  });

  it("continues for a caller that cannot leave, first or later, when all others left", async () => {
    for (const first of [true, false]) {
      const flights = new SingleFlight<string, boolean>();
      const leaving = new AbortController();
      const ended = Promise.withResolvers<void>();
      const call = async (signal: AbortSignal) => {
        await ended.promise;
        return signal.aborted;
      };
      const stays = first ? flights.run("a", call) : undefined;
      const left = [1, 2].map(() => flights.run("a", call, { signal: leaving.signal }));
      const joins = flights.run("a", call);
      leaving.abort("enough");
      for (const one of left) await expect(one).rejects.toBe("enough");
      ended.resolve();
      expect(await Promise.all([stays ?? false, joins])).toEqual([false, false]);
    }
  });

  it("adds at most two listeners per signal for any number of callers, and removes them", async () => {
    const flights = new SingleFlight<string, number>();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    const call = async () => 7;
    const asked = Array.from({ length: 100 }, () => flights.run("a", call, { signal }));
    expect(await Promise.all(asked)).toEqual(asked.map(() => 7));
    expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([2, 2]);
  });
});
