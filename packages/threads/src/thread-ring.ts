// thread-ring on threads.
//
// Start: each task is posted to a pool of threads, in turn, so that the token changes threads at each step; several share a
// thread, none of them blocks. Cancel: by a message, for each. Fail: the failure comes back as data and is rebuilt. Cost: a
// message through a port each time it is handed on, past the main thread; and, once, a channel a task.
import { MessageChannel } from "node:worker_threads";
import type { ExampleContext } from "@byturns/context";
import type { ThreadRingInput, ThreadRingOutput } from "@byturns/spec/thread-ring";
import type { Pool } from "./internal/pool.ts";
import type { tasks as served } from "./thread-ring.worker.ts";

export const worker = new URL("./thread-ring.worker.ts", import.meta.url);
/** A task that waits for the token leaves its thread to others. */
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

/** Lets the token go around. Rejects when the context's signal is aborted. */
export async function threadRing(
  { tasks, laps }: ThreadRingInput,
  _context: ExampleContext,
  threads: Pool<typeof served>,
): Promise<ThreadRingOutput> {
  const channels = Array.from({ length: tasks }, () => new MessageChannel());
  const channelTo = (task: number) => channels[task % tasks] as MessageChannel;
  const standing = channels.map((_, task) => {
    const [mine, next] = [channelTo(task).port1, channelTo(task + 1).port2];
    return threads.run("stand", { task, tasks, laps, mine, next }, { transfer: [mine, next] });
  });
  const stood = await Promise.all(standing);
  return { token: Math.max(...stood.map(({ token }) => token)), hits: stood.map(({ hits }) => hits) };
}
