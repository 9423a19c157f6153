// A child process of our pool.
import { serve } from "@byturns/processes/internal/serve";
import { answer, crash } from "./crash.ts";

export const tasks = { answer, crash };
serve(tasks);
