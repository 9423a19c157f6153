// The child's side of ping-pong: a player. An even ball is ping's, whose parity is 0; an odd one pong's.
import { setImmediate as nextTurn } from "node:timers/promises";
import { MemoryFile } from "./internal/memory-file.ts";
import { serve } from "./internal/serve.ts";
import type { ProcessContext } from "./internal/task-context.ts";

export const tasks = { playByMessage, serveByMemory, returnByMemory };
serve(tasks);

interface Player {
  readonly rounds: number;
  readonly parity: 0 | 1;
}

interface Played {
  /** What this player has counted the ball up to. */
  readonly ball: number;
  readonly hits: number;
}

function playByMessage({ rounds, parity }: Player, context: ProcessContext): Promise<Played> {
  const play = async () => {
    let ball = parity === 0 ? 0 : await context.ask<number>("receive");
    for (let hits = 1; hits < rounds; hits++) ball = await context.ask<number>("hit", ball + 1);
    // After pong's last hit no player is left to take it.
    if (parity === 0) await context.ask("hitLast", ball + 1);
    return { ball: ball + 1, hits: rounds };
  };
  return context.waiting(parity === 0 ? "ping" : "pong", play());
}

async function serveByMemory(
  { rounds }: { readonly rounds: number },
  context: ProcessContext,
): Promise<Played> {
  const cell = MemoryFile.make(8);
  try {
    await context.ask("made", cell.path);
    const played = await context.waiting("ping", playByMemory({ rounds, parity: 0 }, cell, context));
    // The other opens the file before it hits the ball for the first time, and needs it until the end.
    return played;
  } finally {
    cell.remove();
  }
}

async function returnByMemory(
  { rounds, path }: { readonly rounds: number; readonly path: string },
  context: ProcessContext,
): Promise<Played> {
  const cell = MemoryFile.open(path);
  try {
    return await context.waiting("pong", playByMemory({ rounds, parity: 1 }, cell, context));
  } finally {
    cell.close();
  }
}

async function playByMemory(
  { rounds, parity }: Player,
  cell: MemoryFile,
  { signal }: ProcessContext,
): Promise<Played> {
  const ball = new Float64Array(1);
  const bytes = new Uint8Array(ball.buffer);
  // Before this process lets its loop turn, for some 20 us: the other is quick where it has a core.
  const looks = cell.isMapped ? 200 : 20;
  for (let hits = 0; hits < rounds; hits++) {
    const mine = 2 * hits + parity;
    for (let look = 1; ; look++) {
      cell.read(bytes, 0);
      if (ball[0] === mine) break;
      if (look % looks === 0) await nextTurn(undefined, { signal });
    }
    ball[0] = mine + 1;
    cell.write(bytes, 0);
  }
  return { ball: ball[0] as number, hits: rounds };
}
