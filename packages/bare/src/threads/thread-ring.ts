// Tasks on threads hand a token on through channels.
import { MessageChannel } from "node:worker_threads";
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./thread-ring.worker.ts";

export const worker = new URL("./thread-ring.worker.ts", import.meta.url);
export const pool = { tasksPerThread: Number.POSITIVE_INFINITY };

interface Input {
  readonly tasks: number;
  readonly laps: number;
}

export async function run({ tasks, laps }: Input, threads: Pool<typeof served>) {
  const channels = Array.from({ length: tasks }, () => new MessageChannel());
  const channelTo = (task: number) => channels[task % tasks] as MessageChannel;
  const standing = channels.map((_, task) => {
    const [mine, next] = [channelTo(task).port1, channelTo(task + 1).port2];
    return threads.run("stand", { task, tasks, laps, mine, next }, { transfer: [mine, next] });
  });
  const stood = await Promise.all(standing);
  return { token: Math.max(...stood.map(({ token }) => token)), hits: stood.map(({ hits }) => hits) };
}
