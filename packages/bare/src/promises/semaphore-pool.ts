// The same pool of resources; a user is one `await` of a promise that is resolved.
import { ResourcePool } from "@byturns/promises/semaphore-pool";

interface Input {
  readonly users: readonly { readonly value: number; readonly fails: boolean }[];
  readonly permits: number;
}

export async function run({ users, permits }: Input, signal: AbortSignal) {
  const resources = new ResourcePool(Array.from({ length: permits }, () => ({})));
  const use = async ({ value, fails }: Input["users"][number]) => {
    const task = async () => {
      await nothing;
      if (fails) throw new Error("A user failed");
      return value;
    };
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
