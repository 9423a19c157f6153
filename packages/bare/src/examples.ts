// Which examples have bare files: all that one machine can run.

/** The ids of the examples. */
export const examples: ReadonlySet<string> = new Set([
  ...["say-after", "fib", "log", "downloads", "overlap", "subprocesses", "lazy-or-eager", "readers"],
  ...["bounded-map", "deadline", "first-success", "all-or-nothing", "settle-all", "bounded-queue", "retry"],
  ...["mutex", "semaphore-pool", "rate-limit", "single-flight", "graceful-shutdown", "cleanup"],
  ...["spawn-join", "sleepers", "ping-pong", "thread-ring", "skynet", "sieve"],
  ...["grain", "nqueens", "matmul", "payload"],
  ...["heartbeat", "starvation", "timers", "fairness", "mix"],
]);

/** Why there is no bare file, or undefined where there is one. */
export function reasonAgainst(example: string): string | undefined {
  return examples.has(example) ? undefined : "it has no bare file";
}
