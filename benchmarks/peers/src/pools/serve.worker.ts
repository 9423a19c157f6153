// A thread of our pool.
import { serve } from "byturns/worker";
import { computeOne } from "./compute.ts";

serve({ computeOne });
