// The thread's side of say-after.
import { block } from "@byturns/context";
import { serve } from "../serve.ts";

export const tasks = { sayLine: (delayMs: number) => block(delayMs) };
serve(tasks);
