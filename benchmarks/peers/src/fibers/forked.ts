// Programs whose every task is forked and joined by itself, where ours leaves that to Effect's own operators.
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import { type Fork, forks, run } from "./levers.ts";

type ForkName = keyof typeof forks;
type Program<Input> = (fork: Fork, input: Input) => Effect.Effect<unknown>;

/** A program, forked in the manner of a model. */
const forked =
  <Input>(program: Program<Input>) =>
  (name: ForkName, input: Input, signal: AbortSignal) =>
    run("fibers", program(forks[name], input), signal);

export const spawnJoin = forked(
  Effect.fnUntraced(function* (fork: Fork, { tasks, begin }: { tasks: number; begin: string }) {
    const spawned: Fiber.Fiber<number>[] = [];
    for (let number = 0; number < tasks; number++) {
      const task = Effect.sync(() => number);
      spawned.push(yield* fork(task, begin === "at-once"));
    }
    let sum = 0;
    for (const fiber of spawned) sum += yield* Fiber.join(fiber);
    return { joined: spawned.length, sum };
  }),
);

export const sleepers = forked(
  Effect.fnUntraced(function* (fork: Fork, input: { sleepers: number; sleepMs: number }) {
    const sleep = Effect.sleep(input.sleepMs);
    const asleep: Fiber.Fiber<void>[] = [];
    for (let sleeper = 0; sleeper < input.sleepers; sleeper++) asleep.push(yield* fork(sleep, true));
    let woken = 0;
    for (const sleeper of asleep) {
      yield* Fiber.join(sleeper);
      woken += 1;
    }
    return { woken };
  }),
);

export const skynet = forked(
  Effect.fnUntraced(function* (fork: Fork, { levels }: { levels: number }) {
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
  }),
);
