// The thread's side of ping-pong: a player. An even ball is ping's, whose parity is 0; an odd one pong's.
import type { MessagePort } from "node:worker_threads";
import type { ExampleContext } from "@byturns/context";
import { serve } from "./internal/serve.ts";
import { waitWhile } from "./internal/wait-while.ts";
import type { BallCell } from "./ping-pong.ts";

export const tasks = { runByMessage, runByMemory };
const cell = serve(tasks) as BallCell;

interface Player {
  readonly rounds: number;
  readonly parity: 0 | 1;
}
const nameOf = ({ parity }: Player) => (parity === 0 ? "ping" : "pong");

function runByMessage(player: Player & { readonly port: MessagePort }, context: ExampleContext) {
  const { rounds, parity, port } = player;
  const { promise, resolve, reject } = Promise.withResolvers<{
    ball: number;
    hits: number;
  }>();
  const { signal } = context;
  let hits = 0;
  const hit = (ball: number) => {
    hits += 1;
    const last = hits === rounds;
    // After the last hit no player is left to take it.
    if (!last || parity === 0) port.postMessage(ball + 1);
    if (last) end(() => resolve({ ball: ball + 1, hits }));
  };
  const onAbort = () => end(() => reject(signal.reason));
  const end = (how: () => void) => {
    signal.removeEventListener("abort", onAbort);
    // Closed by the player that is no longer awaited; closing earlier could lose a message in transit.
    if (parity === 1 || signal.aborted) port.close();
    how();
  };
  signal.addEventListener("abort", onAbort);
  port.on("message", hit);
  if (parity === 0) hit(0);
  return context.waiting(nameOf(player), promise);
}

function runByMemory(player: Player, context: ExampleContext): number | Promise<number> {
  const name = nameOf(player);
  // Two players that share a thread must not hold it while they wait for each other.
  if (context.threads === 1) return context.waiting(name, runSharing(player, context.signal));
  return context.blocking(name, () => runBlocking(player));
}

function runBlocking({ rounds, parity }: Player): number {
  // A thread that is to end does so between two waits; no notification is missed, because the value is looked at first.
  const patienceMs = 20;
  // To look again costs some ns, to fall asleep and be woken some µs, and the other is quick where it has a core.
  const looks = 1_000;
  let hits = 0;
  for (; hits < rounds; hits++) {
    const mine = 2 * hits + parity;
    for (let look = 0; look < looks && Atomics.load(cell, 0) !== mine; look++);
    while (Atomics.load(cell, 0) !== mine) Atomics.wait(cell, 0, mine - 1, patienceMs);
    Atomics.store(cell, 0, mine + 1);
    Atomics.notify(cell, 0, 1);
  }
  return hits;
}

async function runSharing({ rounds, parity }: Player, signal: AbortSignal): Promise<number> {
  let hits = 0;
  for (; hits < rounds; hits++) {
    const mine = 2 * hits + parity;
    while (Atomics.load(cell, 0) !== mine) await waitWhile(cell, 0, mine - 1, signal);
    Atomics.store(cell, 0, mine + 1);
    Atomics.notify(cell, 0, 1);
  }
  return hits;
}
