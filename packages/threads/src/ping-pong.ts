// ping-pong on threads.
//
// Start: each player is a task of the pool, on a thread of its own where there are two; they hand the ball to one
// another, past the main thread. Cancel: by a message, which a player that blocks does not notice: its thread is ended.
// Fail: the failure comes back as data and is rebuilt. Cost: by message one through a port each way; by memory an
// atomic store, which the other sees at once while it looks, and for which it is woken when it blocks, or waits where
// both share a thread.
import { MessageChannel } from "node:worker_threads";
import type { ExampleContext } from "@byturns/context";
import type { PingPongInput, PingPongOutput } from "@byturns/spec/ping-pong";
import type { Pool } from "./internal/pool.ts";
import type { tasks } from "./ping-pong.worker.ts";

export const worker = new URL("./ping-pong.worker.ts", import.meta.url);
/** On one thread both play in turns; on more, the second goes to the one that has nothing to do. */
export const pool = {
  tasksPerThread: 2,
  memory: (): BallCell => new Int32Array(new SharedArrayBuffer(4)),
};

/** The ball, where the players hand it on in memory. */
export type BallCell = Int32Array<SharedArrayBuffer>;

/** Runs all rounds. Rejects when the context's signal is aborted. */
export async function pingPong(
  { rounds, by }: PingPongInput,
  _context: ExampleContext,
  threads: Pool<typeof tasks>,
): Promise<PingPongOutput> {
  if (by === "memory") {
    const cell = threads.memory as BallCell;
    cell.fill(0);
    const play = (parity: 0 | 1) => threads.run("runByMemory", { rounds, parity });
    const [ping, pong] = await Promise.all([play(0), play(1)]);
    return { ball: Atomics.load(cell, 0), hits: { ping, pong } };
  }
  const { port1, port2 } = new MessageChannel();
  const [ping, pong] = await Promise.all([
    threads.run("runByMessage", { rounds, parity: 0, port: port1 }, { transfer: [port1] }),
    threads.run("runByMessage", { rounds, parity: 1, port: port2 }, { transfer: [port2] }),
  ]);
  return {
    ball: Math.max(ping.ball, pong.ball),
    hits: { ping: ping.hits, pong: pong.hits },
  };
}
