// A thread of our pool.
import { serve } from "@byturns/threads/internal/serve";
import { computeOne } from "./compute.worker.ts";

export const tasks = { computeOne };
serve(tasks);
