// The same pool of resources; a user is one `await` of a promise that is resolved.
import { ResourcePool } from "@byturns/promises/semaphore-pool";

interface Input {
  readonly users: readonly unknown[];
  readonly permits: number;
}

export async function run({ users, permits }: Input, signal: AbortSignal) {
  const resources = new ResourcePool(Array.from({ length: permits }, () => ({})));
  const task = async () => {
    await nothing;
  };
  const use = async () => {
    try {
      await resources.use(task, { signal });
      return "done";
    } catch {
      return "failed";
    }
  };
  return { outcomes: await Promise.all(users.map(use)), free: resources.free, observed: null };
}

const nothing = Promise.resolve();
