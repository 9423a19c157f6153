// A thread of workerpool.
import { worker } from "workerpool";
import { computeOne } from "./compute.worker.ts";

worker({ computeOne });
