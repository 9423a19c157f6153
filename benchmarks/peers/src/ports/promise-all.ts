// Promises as most people write them: everything is begun at once, and `Promise.all` waits for it.
//
// skynet follows atemerev/skynet; sleepers follows hez2010/async-runtimes-benchmarks: a list of delays, each a promise
// whose timer resolves it, all of them awaited together.

import type { ExampleContext } from "@byturns/context";
import type { SleepersInput, SleepersOutput } from "@byturns/spec/sleepers";
import type { SpawnJoinInput, SpawnJoinOutput } from "@byturns/spec/spawn-join";
import { skynetBy } from "../adapters/skynet-shapes.ts";
import { contender } from "../contender.ts";

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

export const port = contender("promise-all", {
  skynet: skynetBy(async (child) => sumOf(await Promise.all(ten.map(child)))),
  sleepers: async (input: SleepersInput, { nowMs }: ExampleContext): Promise<SleepersOutput> => {
    const startMs = nowMs();
    const asleep: Promise<void>[] = [];
    for (let i = 0; i < input.sleepers; i++) asleep.push(delay(input.sleepMs));
    const begunMs = nowMs() - startMs;
    const { length: woken } = await Promise.all(asleep);
    return { woken, begunMs, tookMs: nowMs() - startMs };
  },
  "spawn-join": async ({ tasks, begin }: SpawnJoinInput): Promise<SpawnJoinOutput> => {
    const task = async (number: number) => {
      if (begin === "in-turn") await undefined;
      return number;
    };
    const spawned: Promise<number>[] = [];
    for (let number = 0; number < tasks; number++) spawned.push(task(number));
    const numbers = await Promise.all(spawned);
    return { joined: numbers.length, sum: sumOf(numbers) };
  },
});

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
