// A child process of our pool.
import { serve } from "@byturns/processes/internal/serve";
import { computeOne } from "./compute.ts";

export const tasks = { computeOne };
serve(tasks);
