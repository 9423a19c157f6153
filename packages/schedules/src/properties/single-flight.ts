// What must hold of everything that shares one call among all callers.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { askersInput, tasksInput } from "../inputs.ts";
import { enough, equal, onEverySchedule, type Property, so } from "./property.ts";

/** Any implementation of shared calls. */
export interface Flights {
  run(
    key: number,
    task: (signal: AbortSignal) => Promise<number>,
    options: { readonly signal: AbortSignal },
  ): Promise<number>;
}

/** Inputs of the example. */
export const singleFlightInput = fc.record({
  calls: tasksInput(3, 0, 5),
  callers: fc.nat(4),
  leavers: fc.nat(4),
  leaveMs: fc.nat(5),
  observe: fc.constantFrom(true, true, true, false),
});

/** The properties of single flight. */
export function singleFlightProperties(make: () => Flights): readonly Property[] {
  const run = async (
    askers: typeof askersInput extends fc.Arbitrary<infer A> ? A : never,
    leave: boolean,
    schedule: Parameters<Parameters<typeof onEverySchedule>[2]>[1],
  ) => {
    const flights = make();
    const running = [0, 0];
    let calls = 0;
    const call = async (key: number, signal: AbortSignal) => {
      const name = key + 10 * calls++;
      running[key] = (running[key] ?? 0) + 1;
      equal(running[key], 1, `calls of the key ${key} at a time`);
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
      const leaves = leave && leaveAfterMs !== null;
      const leavesMs = leaves ? atMs + leaveAfterMs : Infinity;
      const { signal } = leaves ? schedule.signal(atMs + leaveAfterMs, enough) : schedule.signal();
      try {
        equal(
          (await flights.run(key, (signal) => call(key, signal), { signal })) % 10,
          key,
          "the key of the answer",
        );
        so(schedule.nowMs() <= leavesMs, "one who had left was kept until the answer came");
      } catch (error) {
        if (error !== enough) throw error;
        so(leaves, "one who stayed was told that he left");
      }
    };
    await Promise.all(askers.map(ask));
    equal(running, [0, 0], "calls that run when everybody was answered");
  };
  return [
    onEverySchedule(
      "makes one call a key at a time, and answers everybody",
      askersInput,
      (askers, schedule) => run(askers, false, schedule),
    ),
    onEverySchedule(
      "lets a caller leave, and cancels what nobody waits for before the last one goes on",
      askersInput,
      (askers, schedule) => run(askers, true, schedule),
    ),
    onEverySchedule(
      "hands one failure to all, and calls again afterwards",
      fc.nat(4),
      async (callers, schedule) => {
        const flights = make();
        const failure = new RangeError("failed");
        const { signal } = schedule.signal();
        const asked = Array.from({ length: callers }, () =>
          flights.run(0, () => Promise.reject(failure), { signal }),
        );
        for (const one of await Promise.allSettled(asked))
          equal(one.status === "rejected" ? one.reason : one, failure, "what a caller is told");
        equal(await flights.run(0, async () => 7, { signal }), 7, "the next answer");
        equal(await flights.run(0, async () => 8, { signal }), 8, "the one after it");
      },
    ),
  ];
}
