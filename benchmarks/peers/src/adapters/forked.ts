// Our fibers with another way to fork: how a child is tied to its parent, and when it begins.

import type { ExampleContext } from "@byturns/context";
import type { SkynetInput, SkynetOutput } from "@byturns/spec/skynet";
import type { SleepersInput, SleepersOutput } from "@byturns/spec/sleepers";
import type { SpawnJoinInput, SpawnJoinOutput } from "@byturns/spec/spawn-join";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import type { ExampleRun } from "../contender.ts";
import { usual } from "./under-levers.ts";

/** How a task is forked. `atOnce`: it is asked to begin while it is forked. */
export type Fork = <A>(task: Effect.Effect<A>, atOnce: boolean) => Effect.Effect<Fiber.Fiber<A>>;

/** spawn-join, sleepers and skynet; our port joins a tree's children with `forEach`; here each is forked and joined. */
export function forkedRuns(fork: Fork): Readonly<Record<string, ExampleRun>> {
  return {
    "spawn-join": run((input: SpawnJoinInput) => spawnJoin(fork, input)),
    sleepers: run((input: SleepersInput, context) => sleepers(fork, input, context)),
    skynet: run((input: SkynetInput) => skynet(fork, input)),
  };
}

function run<I, O>(run: (input: I, context: ExampleContext) => Effect.Effect<O>): ExampleRun {
  return async (input: I, context: ExampleContext) => {
    context.signal.throwIfAborted();
    return Effect.runPromiseWith(usual)(run(input, context), { signal: context.signal });
  };
}

const spawnJoin = Effect.fnUntraced(function* (
  fork: Fork,
  { tasks, begin }: SpawnJoinInput,
): Effect.fn.Return<SpawnJoinOutput> {
  const spawned: Fiber.Fiber<number>[] = [];
  for (let number = 0; number < tasks; number++) {
    const task = Effect.sync(() => number);
    spawned.push(yield* fork(task, begin === "at-once"));
  }
  let sum = 0;
  for (const fiber of spawned) sum += yield* Fiber.join(fiber);
  return { joined: spawned.length, sum };
});

const sleepers = Effect.fnUntraced(function* (
  fork: Fork,
  input: SleepersInput,
  { nowMs }: ExampleContext,
): Effect.fn.Return<SleepersOutput> {
  const sleep = Effect.sleep(input.sleepMs);
  const startMs = nowMs();
  const asleep: Fiber.Fiber<void>[] = [];
  for (let sleeper = 0; sleeper < input.sleepers; sleeper++) asleep.push(yield* fork(sleep, true));
  const begunMs = nowMs() - startMs;
  let woken = 0;
  for (const sleeper of asleep) {
    yield* Fiber.join(sleeper);
    woken += 1;
  }
  return { woken, begunMs, tookMs: nowMs() - startMs };
});

const skynet = Effect.fnUntraced(function* (
  fork: Fork,
  { levels }: SkynetInput,
): Effect.fn.Return<SkynetOutput> {
  let tasks = 0;
  const task = (number: number, leaves: number): Effect.Effect<number> =>
    Effect.suspend(() => {
      tasks += 1;
      return leaves === 1 ? Effect.succeed(number) : branch(number, leaves / 10);
    });
  const branch = Effect.fnUntraced(function* (number: number, ofChild: number) {
    const children: Fiber.Fiber<number>[] = [];
    for (let child = 0; child < 10; child++) {
      children.push(yield* fork(task(number + child * ofChild, ofChild), true));
    }
    let sum = 0;
    for (const child of children) sum += yield* Fiber.join(child);
    return sum;
  });
  return { sum: yield* task(0, 10 ** levels), tasks };
});
