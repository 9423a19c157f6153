// A process that has a pool whose processes do something, prints their ids, and continues until it is killed.
import { makeContext } from "@byturns/context";
import { Pool } from "../src/internal/pool.ts";
import type { tasks } from "./pool-tasks.child.ts";

const task = process.argv[2] as "waiting" | "spinning" | "blocking";
const pool = await Pool.start<typeof tasks>(new URL("./pool-tasks.child.ts", import.meta.url), {
  context: makeContext({ threads: 2 }),
});
for (let i = 0; i < 2; i++) pool.run(task, 60_000);
console.log(JSON.stringify(pool.pids));
setInterval(() => {}, 1_000);
