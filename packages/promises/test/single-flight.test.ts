import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import {
  type Flights,
  singleFlightInput,
  singleFlightProperties,
} from "@byturns/schedules/properties/single-flight";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { singleFlight as spec } from "@byturns/spec/single-flight";
import { describe, expect, it, vi } from "vitest";
import { runSingleFlight } from "../src/single-flight.example.ts";
import { SingleFlight } from "../src/single-flight.ts";

describe("runSingleFlight()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runSingleFlight, singleFlightInput),
    schedulesTimeoutMs(),
  );
});

describe("SingleFlight.run()", () => {
  const make = () => {
    const flights = new SingleFlight<number, number>();
    const run: Flights["run"] = (key, task, options) => flights.run(key, task, options);
    return { run };
  };

  it.each(singleFlightProperties(make).map((property) => [property.name, property] as const))(
    "%s",
    (_, property) => property.holds(),
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

  it("gives one failure to all callers", async () => {
    const flights = new SingleFlight<string, number>();
    const failure = new Error("one");
    const asked = [1, 2, 3].map(() => flights.run("a", () => Promise.reject(failure)));
    for (const settled of await Promise.allSettled(asked)) expect(settled).toMatchObject({ reason: failure });
  });

  it("makes no call when the caller's signal is already aborted", async () => {
    const flights = new SingleFlight<string, number>();
    const signal = AbortSignal.abort("no");
    await expect(flights.run("a", () => expect.unreachable(), { signal })).rejects.toBe("no");
    expect(flights.size).toBe(0);
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
      expect(flights.size).toBe(0);
    }
  });

  it("aborts the call when all its callers have left, and rejects the last of them once it has ended", async () => {
    const flights = new SingleFlight<string, number>();
    const [first, last] = [new AbortController(), new AbortController()];
    const events: unknown[] = [];
    const ended = Promise.withResolvers<number>();
    const call = (signal: AbortSignal) => {
      signal.addEventListener("abort", () => {
        events.push(`aborted: ${signal.reason}`);
        queueMicrotask(() => {
          events.push("ended");
          ended.resolve(1);
        });
      });
      return ended.promise;
    };
    const left = [first, last].map(({ signal }) =>
      flights.run("a", call, { signal }).catch((reason: unknown) => events.push(`left: ${reason}`)),
    );
    first.abort("no more");
    await left[0];
    last.abort("enough");
    // Without an abort the call would go on for ever.
    await Promise.race([left[1], new Promise((resolve) => setImmediate(resolve))]);
    expect(events).toEqual(["left: no more", "aborted: enough", "ended", "left: enough"]);
    expect(flights.size).toBe(0);
  });

  it("aborts only the call that its callers left, also where tasks declare no parameter", async () => {
    const flights = new SingleFlight<string, boolean>();
    const leaving = new AbortController();
    const isAborted = (...given: readonly unknown[]) => (given[0] as AbortSignal).aborted;
    const left = flights.run("a", () => false, { signal: leaving.signal });
    leaving.abort("enough");
    await expect(left).rejects.toBe("enough");
    expect(await flights.run("b", isAborted)).toBe(false);
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
