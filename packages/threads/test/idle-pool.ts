// A program that uses a pool and forgets it. The arguments choose how tasks reach the threads, and whether one of them
// has to be ended.
import { makeContext } from "@byturns/context";
import { Pool } from "../src/internal/pool.ts";
import type { tasks } from "./pool-tasks.worker.ts";

const by = process.argv[2] === "memory" ? "memory" : "message";
const file = new URL("./pool-tasks.worker.ts", import.meta.url);
const pool = await Pool.start<typeof tasks>(file, { by, context: makeContext({ threads: 2 }) });
const leaving = new AbortController();
const begun = new Int32Array(new SharedArrayBuffer(4));
const blocked =
  process.argv[3] === "ended" ? pool.run("blockForEver", begun, { signal: leaving.signal }) : undefined;
if (blocked !== undefined) await Atomics.waitAsync(begun, 0, 0).value;
const long = await pool.run("echo", "x".repeat(1_000));
console.log(await pool.run("twice", 21), String(long).length);
leaving.abort();
await blocked?.catch(() => {});
