// graceful-shutdown on threads.
//
// Start: a task is handed to a pool of threads at once, with the service's signal. Cancel: the signal is aborted when
// the grace is over, or at the second call; the pool notifies its threads, and ends one that does not answer. Fail:
// with ShuttingDown if it comes too late, with WorkCut if it is cut, otherwise as the task does. Cost: a message each
// way per task, and a promise here.
//
// It is the promises' helper; what threads add is the pool, and that a signal reaches another thread.
//
//   const service = new Service();
//   process.on("SIGTERM", () => service.shutdown({ graceMs: 20_000 }).then(() => process.exit()));
//   await service.run((signal) => pool.run("answer", request, { signal }));
//
// What computes when it is cut is ended with its thread, after the pool's own grace.

export { Service, type ShutdownOptions, ShuttingDown, WorkCut } from "@byturns/promises/graceful-shutdown";
