// A thread that cannot hear that it is cancelled.
import { block } from "@byturns/context";
import { serve } from "../src/internal/serve.ts";

export const tasks = { stay };
serve(tasks);

function stay(ms: number): void {
  block(ms);
}
