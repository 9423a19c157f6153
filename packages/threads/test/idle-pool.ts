// A program that uses a pool and forgets it: the argument says by which way tasks reach the threads.
import { makeStage } from "@byturns/stage";
import { Pool } from "../src/internal/pool.ts";
import type { tasks } from "./pool-tasks.worker.ts";

const by = process.argv[2] === "memory" ? "memory" : "message";
const file = new URL("./pool-tasks.worker.ts", import.meta.url);
const pool = await Pool.start<typeof tasks>(file, { by, stage: makeStage({ threads: 2 }) });
const long = await pool.run("echo", "x".repeat(1_000));
console.log(await pool.run("twice", 21), String(long).length);
