// The thread's side of lazy-or-eager.
import { setImmediate as nextTurn } from "node:timers/promises";
import { serve } from "../serve.ts";
import type { Numbers } from "./lazy-or-eager.ts";

export const tasks = { coroutine, generator };
const numbers = serve(tasks) as Numbers;

async function coroutine() {
  const begins = Atomics.add(numbers, 0, 1);
  await nextTurn();
  const ends = Atomics.add(numbers, 0, 1);
  return [
    { event: "begins", number: begins },
    { event: "ends", number: ends },
  ];
}

async function generator() {
  const events: string[] = [];
  function* steps() {
    events.push("begins");
    yield nextTurn();
    events.push("ends");
  }
  const made = steps();
  events.push("called");
  const driven = drive(made);
  events.push("spawned");
  await driven;
  events.push("awaited");
  return events;
}

async function drive(coroutine: Generator<Promise<void>, void>): Promise<void> {
  for (const promise of coroutine) await promise;
}
