// Promises with an honest yield: what is fair to timers and sockets gives the loop a turn after so much work.
//
// our tasks never yield to the loop before they are done. Here each thousand leaves, or tasks, is followed by a
// `setImmediate`, which is what fairness costs.

import type { ExampleContext } from "@byturns/context";
import type { SpawnJoinInput, SpawnJoinOutput } from "@byturns/spec/spawn-join";
import { skynetBy } from "../adapters/skynet-shapes.ts";
import { contender } from "../contender.ts";

const atOnce = 100;
const betweenTurns = 1_000;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

export const port = contender("promises-giving-way", {
  skynet: skynetBy(async (child, leaves) => {
    const children: Promise<number>[] = [];
    for (let index = 0; index < 10; index++) {
      const one = child(index);
      children.push(one);
      if (leaves > atOnce) await one;
    }
    let sum = 0;
    for (const one of children) sum += await one;
    if (leaves === betweenTurns) await turn();
    return sum;
  }),
  "spawn-join": async (
    { tasks, begin }: SpawnJoinInput,
    { signal }: ExampleContext,
  ): Promise<SpawnJoinOutput> => {
    const task = async (number: number) => {
      if (begin === "in-turn") await undefined;
      return number;
    };
    const spawned: Promise<number>[] = [];
    for (let number = 0; number < tasks; number++) {
      if (number % betweenTurns === betweenTurns - 1) await turn();
      signal.throwIfAborted();
      spawned.push(task(number));
    }
    let sum = 0;
    for (const one of spawned) sum += await one;
    return { joined: spawned.length, sum };
  },
});
