// A thread of our pool.
import { serve } from "byturns/worker";
import { answer, crash } from "./crash.ts";

export const tasks = { answer, crash };
serve(tasks);
