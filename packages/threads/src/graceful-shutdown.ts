// graceful-shutdown on threads.
//
// Start: a task is handed to a pool of threads at once, with the service's signal. Cancel: the signal is aborted when the grace
// is over, or at the second call; the pool tells the threads, and ends one that does not answer. Fail: what comes too late with
// ShuttingDown, what is cut with WorkCut, else as the task does. Cost: a message each way a task, and a promise here.
//
// It is the promises' helper; what threads add is the pool, and that a signal reaches another thread.
//
//   const service = new Service();
//   process.on("SIGTERM", () => service.shutdown({ graceMs: 20_000 }).then(() => process.exit()));
//   await service.run((signal) => pool.run("answer", request, { signal }));
//
// What computes when it is cut is ended with its thread, after the pool's own grace.

export { Service, type ShutdownOptions, ShuttingDown, WorkCut } from "@byturns/promises/graceful-shutdown";
