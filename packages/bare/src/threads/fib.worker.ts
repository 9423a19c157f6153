// The thread's side of fib: one pause.
import { setTimeout as sleep } from "node:timers/promises";
import { block } from "@byturns/context";
import { serve } from "../serve.ts";

export const tasks = { pauseOnce };
serve(tasks);

async function pauseOnce({ pause, pauseMs }: { readonly pause: string; readonly pauseMs: number }) {
  if (pause === "blocks") block(pauseMs);
  else if (pause === "yields") await sleep(pauseMs);
}
