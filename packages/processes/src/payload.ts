// payload on processes.
//
// Start: the other task is a task of the pool in every round. Cancel: by a message, or before the next round. Fail: the
// failure comes back as data and is rebuilt. Cost: a message each way per round. The bytes are copied several times on
// their way: into the message, through the socket, and out of it. Nothing can be transferred to another process: there,
// too, a copy goes. Shared, the bytes lie in a file in memory that two processes have open, and each reads and writes
// what it changes by a system call; whatever their number, a round moves two.
import type { ExampleContext } from "@byturns/context";
import type { PayloadInput, PayloadOutput } from "@byturns/spec/payload";
import { memoryFilePermissions } from "./internal/memory-file.ts";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./payload.child.ts";

export const child = new URL("./payload.child.ts", import.meta.url);

// The process that keeps the shared bytes is sent the other's rounds too where it is the only one.
export const pool = { tasksPerProcess: 2, permissions: memoryFilePermissions };

/** Sends the bytes there and back in every round. Rejects when the context's signal is aborted. */
export async function payload(
  { bytes, rounds, by }: PayloadInput,
  context: ExampleContext,
  processes: Pool<typeof tasks>,
): Promise<PayloadOutput> {
  if (by === "shared") return share(bytes, rounds, context, processes);
  let buffer = new ArrayBuffer(bytes);
  for (let round = 0; round < rounds; round++) {
    const stamped = processes.run("stamp", buffer);
    buffer = await context.waiting("round", stamped);
  }
  const view = new Uint8Array(buffer);
  return { bytes: view.length, first: view[0] ?? 0, last: view.at(-1) ?? 0 };
}

/** The bytes lie with one process, which has them until all rounds are over; each round is a task of the other. */
async function share(
  bytes: number,
  rounds: number,
  { waiting }: ExampleContext,
  processes: Pool<typeof tasks>,
): Promise<PayloadOutput> {
  const made = Promise.withResolvers<string>();
  const over = Promise.withResolvers<void>();
  const kept = processes.run("keep", bytes, {
    answers: { made: made.resolve, over: () => over.promise },
  });
  try {
    // It settles before only where it fails.
    const path = await Promise.race([made.promise, kept.then(() => "")]);
    for (let round = 0; round < rounds; round++) {
      await waiting("round", processes.run("stampShared", { path, bytes, isLast: round === rounds - 1 }));
    }
  } finally {
    over.resolve();
    await kept;
  }
  return kept;
}
