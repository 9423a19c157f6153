// A task is posted and awaited; a generator is driven on the thread.
import type { Pool } from "../pool.ts";
import type { tasks } from "./lazy-or-eager.worker.ts";

export const worker = new URL("./lazy-or-eager.worker.ts", import.meta.url);

/** Drawn from on both threads, so that events can be put in the order in which they happened. */
export type Numbers = Int32Array<SharedArrayBuffer>;

export const pool = { memory: (): Numbers => new Int32Array(new SharedArrayBuffer(4)) };

export async function run(_: unknown, pool: Pool<typeof tasks>) {
  const numbers = pool.memory as Numbers;
  numbers.fill(0);
  const events: { event: string; number: number }[] = [];
  const happened = (event: string) => events.push({ event, number: Atomics.add(numbers, 0, 1) });
  const called = pool.run("coroutine", undefined);
  happened("called");
  happened("spawned");
  const theirs = await called;
  happened("awaited");
  events.push(...theirs);
  events.sort((a, b) => a.number - b.number);
  return { events: events.map(({ event }) => event), generator: await pool.run("generator", undefined) };
}
