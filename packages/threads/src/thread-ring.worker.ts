// The thread's side of thread-ring: a task that waits for the token, and passes it on.
import type { MessagePort } from "node:worker_threads";
import type { ExampleContext } from "@byturns/context";
import type { ThreadRingInput } from "@byturns/spec/thread-ring";
import { serve } from "./internal/serve.ts";

export const tasks = { stand };
serve(tasks);

interface Standing extends ThreadRingInput {
  readonly task: number;
  readonly mine: MessagePort;
  readonly next: MessagePort;
}

function stand({ task, tasks, laps, mine, next }: Standing, context: ExampleContext) {
  const { promise, resolve, reject } = Promise.withResolvers<{ token: number; hits: number }>();
  const { signal } = context;
  let hits = 0;
  const hit = (token: number) => {
    hits += 1;
    const over = hits === laps;
    // After the last lap no task is left to take it.
    if (!over || task < tasks - 1) next.postMessage(token + 1);
    if (over) end(() => resolve({ token: token + 1, hits }));
  };
  const onAbort = () => end(() => reject(signal.reason));
  const end = (how: () => void) => {
    signal.removeEventListener("abort", onAbort);
    // Nothing comes this way any more; what went the other way may not have arrived yet.
    mine.close();
    how();
  };
  signal.addEventListener("abort", onAbort);
  mine.on("message", hit);
  if (task === 0) hit(0);
  return context.waiting(`task ${task}`, promise);
}
