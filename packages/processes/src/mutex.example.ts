// mutex on processes, as an example: writers that update one count, with a `Mutex` of promises and without.
//
// Start: each writer is a task of the pool. The count and the mutex lie with this process: what no two processes can share, one of them
// keeps, and the others ask for it, each over its own socket. Cancel: the signal ends the waiting, here and in the writer. Fail: a
// writer's failure is rebuilt; where its process dies while it holds the mutex, the mutex is free again. Cost: a message each way to
// enter, to read and to write, and one to leave.
import type { ExampleContext } from "@byturns/context";
import { Mutex } from "@byturns/promises/mutex";
import type { MutexInput, MutexOutput } from "@byturns/spec/mutex";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./mutex.child.ts";

export const child = new URL("./mutex.child.ts", import.meta.url);
/** Writers wait for one another: one for which no process is free could be the one that holds the mutex. */
export const pool = { tasksPerProcess: Number.POSITIVE_INFINITY, graceMs: 2_000 };

/** Has the writers update the count, with the mutex or without. Rejects when the context's signal is aborted. */
export async function runMutex(
  input: MutexInput,
  context: ExampleContext,
  processes: Pool<typeof served>,
): Promise<MutexOutput> {
  const { signal } = context;
  const mutex = new Mutex();
  const updatesMade = Array.from({ length: input.writers }, () => 0);
  let count = 0;
  let inside = 0;
  let peakInside = 0;
  const write = async (_: unknown, writer: number) => {
    let leave = () => {};
    const answers = {
      enter: () =>
        new Promise<void>((entered, rejected) => {
          const held = mutex.run(
            () =>
              new Promise<void>((resolve) => {
                leave = resolve;
                entered();
              }),
            { signal },
          );
          held.catch(rejected);
        }),
      leave: () => leave(),
      read: () => {
        inside += 1;
        peakInside = Math.max(peakInside, inside);
        return count;
      },
      write: (updated: number) => {
        count = updated;
        inside -= 1;
        updatesMade[writer] = (updatesMade[writer] ?? 0) + 1;
      },
    };
    try {
      await processes.run("write", { ...input, writer }, { signal, answers });
    } finally {
      leave();
    }
  };
  const settled = await Promise.allSettled(updatesMade.map(write));
  signal.throwIfAborted();
  for (const writer of settled) if (writer.status === "rejected") throw writer.reason;
  return { count, observed: input.observe ? { updatesMade, peakInside } : null };
}
