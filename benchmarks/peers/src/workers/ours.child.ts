// A child process of ours.
import { serve } from "@byturns/processes/internal/serve";
import { computeOne } from "./compute.worker.ts";

export const tasks = { computeOne };
serve(tasks);
