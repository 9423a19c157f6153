// The thread's side of mutex: a writer.
import { Mutex } from "@byturns/threads/mutex";
import { serve } from "../serve.ts";

export const tasks = { write };
serve(tasks);

type Cells = Int32Array<SharedArrayBuffer>;

interface Asked {
  readonly updates: number;
  readonly cell: Cells;
  readonly count: Cells;
}

async function write({ updates, cell, count }: Asked): Promise<void> {
  const mutex = new Mutex(cell);
  const update = async () => {
    const read = Atomics.load(count, 0);
    await nothing;
    Atomics.store(count, 0, read + 1);
  };
  for (let made = 0; made < updates; made++) await mutex.run(update);
}

const nothing = Promise.resolve();
