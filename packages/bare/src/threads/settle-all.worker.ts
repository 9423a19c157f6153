// The thread's side of settle-all.
import { serve } from "../serve.ts";

export const tasks = {
  perform: (value: number): number => value,
  fail: (): number => {
    throw new Error("A task failed");
  },
};
serve(tasks);
