// A thread that cannot notice that it is canceled.
import { block } from "@byturns/context";
import { serve } from "../src/internal/serve.ts";

export const tasks = { stay };
serve(tasks);

function stay(ms: number): void {
  block(ms);
}
