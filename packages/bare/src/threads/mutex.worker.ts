// The thread's side of mutex: a writer.
import { Mutex } from "@byturns/threads/mutex";
import { serve } from "../serve.ts";
import type { Memory } from "./mutex.ts";

export const tasks = { write };
const { cell, count } = serve(tasks) as Memory;

async function write(updates: number): Promise<void> {
  const mutex = new Mutex(cell);
  const update = async () => {
    const read = Atomics.load(count, 0);
    await nothing;
    Atomics.store(count, 0, read + 1);
  };
  for (let made = 0; made < updates; made++) await mutex.run(update);
}

const nothing = Promise.resolve();
