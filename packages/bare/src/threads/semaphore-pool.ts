// The same pool of resources; a user is one message to a thread, and one back.
import { ResourcePool } from "@byturns/threads/semaphore-pool";
import type { Call, Pool } from "../pool.ts";
import type { tasks as served, Task } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly users: readonly Task[];
  readonly permits: number;
}

export async function run({ users, permits }: Input, threads: Pool<typeof served>, { signal }: Call) {
  const resources = new ResourcePool(Array.from({ length: permits }, () => ({})));
  const use = async ({ pauseMs, value, fails }: Task) => {
    try {
      await resources.use(() => threads.run("perform", { pauseMs, value, fails }), { signal });
      return "done";
    } catch {
      return "failed";
    }
  };
  return { outcomes: await Promise.all(users.map(use)), free: resources.free, observed: null };
}
