// The same pool of resources; a user is one message to a thread, and one back.
import { ResourcePool } from "@byturns/threads/semaphore-pool";
import type { Pool } from "../pool.ts";
import type { tasks as served } from "./task.worker.ts";

export const worker = new URL("./task.worker.ts", import.meta.url);

interface Input {
  readonly users: readonly { readonly value: number }[];
  readonly permits: number;
}

export async function run({ users, permits }: Input, threads: Pool<typeof served>) {
  const resources = new ResourcePool(Array.from({ length: permits }, () => ({})));
  const use = async ({ value }: Input["users"][number]) => {
    await resources.use(() => threads.run("perform", value));
    return "done";
  };
  return { outcomes: await Promise.all(users.map(use)), free: resources.free, observed: null };
}
