// The thread's side of thread-ring: one place in the ring.
import type { MessagePort } from "node:worker_threads";
import { serve } from "../serve.ts";

export const tasks = { stand };
serve(tasks);

interface Standing {
  readonly task: number;
  readonly tasks: number;
  readonly laps: number;
  readonly mine: MessagePort;
  readonly next: MessagePort;
}

function stand({ task, tasks, laps, mine, next }: Standing) {
  const { promise, resolve } = Promise.withResolvers<{ token: number; hits: number }>();
  let hits = 0;
  const hit = (token: number) => {
    hits += 1;
    const over = hits === laps;
    if (!over || task < tasks - 1) next.postMessage(token + 1);
    if (!over) return;
    mine.close();
    resolve({ token: token + 1, hits });
  };
  mine.on("message", hit);
  if (task === 0) hit(0);
  return promise;
}
