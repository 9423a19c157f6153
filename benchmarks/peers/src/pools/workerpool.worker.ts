// A thread of workerpool.
import { worker } from "workerpool";
import { computeOne } from "./compute.ts";

worker({ computeOne });
