// The same pool of resources; a user awaits a promise that is resolved.
import { ResourcePool } from "@byturns/promises/semaphore-pool";

interface Input {
  readonly users: readonly unknown[];
  readonly permits: number;
}

export async function run({ users, permits }: Input) {
  const resources = new ResourcePool(Array.from({ length: permits }, () => ({})));
  const use = async () => {
    await resources.use(() => nothing);
    return "done";
  };
  return { outcomes: await Promise.all(users.map(use)), free: resources.free, observed: null };
}

const nothing = Promise.resolve();
