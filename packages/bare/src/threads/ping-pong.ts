// Two tasks on threads hand a number back and forth through a channel.
import { MessageChannel } from "node:worker_threads";
import type { Pool } from "../pool.ts";
import type { tasks } from "./ping-pong.worker.ts";

export const worker = new URL("./ping-pong.worker.ts", import.meta.url);
export const pool = { tasksPerThread: 2 };

export async function run({ rounds }: { readonly rounds: number }, threads: Pool<typeof tasks>) {
  const { port1, port2 } = new MessageChannel();
  const [ping, pong] = await Promise.all([
    threads.run("play", { rounds, parity: 0, port: port1 }, { transfer: [port1] }),
    threads.run("play", { rounds, parity: 1, port: port2 }, { transfer: [port2] }),
  ]);
  return { ball: Math.max(ping.ball, pong.ball), hits: { ping: ping.hits, pong: pong.hits } };
}
