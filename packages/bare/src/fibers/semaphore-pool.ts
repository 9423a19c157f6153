// The same pool of resources; a user is one `Effect.yieldNow`.
import { ResourcePool } from "@byturns/fibers/semaphore-pool";
import * as Effect from "effect/Effect";

interface Input {
  readonly users: readonly unknown[];
  readonly permits: number;
}

export const run = ({ users, permits }: Input) =>
  Effect.scoped(
    Effect.gen(function* () {
      const resources = yield* ResourcePool.make(Array.from({ length: permits }, () => ({})));
      const use = () =>
        Effect.match(
          resources.use(() => Effect.yieldNow),
          { onSuccess: () => "done", onFailure: () => "failed" },
        );
      const outcomes = yield* Effect.forEach(users, use, { concurrency: "unbounded" });
      return { outcomes, free: yield* resources.free, observed: null };
    }),
  );
