// The thread's side of ping-pong: a player.
import type { MessagePort } from "node:worker_threads";
import { serve } from "../serve.ts";

export const tasks = { play };
serve(tasks);

interface Player {
  readonly rounds: number;
  readonly parity: number;
  readonly port: MessagePort;
}

function play({ rounds, parity, port }: Player) {
  const { promise, resolve } = Promise.withResolvers<{ ball: number; hits: number }>();
  let hits = 0;
  const hit = (ball: number) => {
    hits += 1;
    const last = hits === rounds;
    if (!last || parity === 0) port.postMessage(ball + 1);
    if (!last) return;
    if (parity === 1) port.close();
    resolve({ ball: ball + 1, hits });
  };
  port.on("message", hit);
  if (parity === 0) hit(0);
  return promise;
}
