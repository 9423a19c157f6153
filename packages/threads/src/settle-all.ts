// settle-all on threads.
//
// Start: all tasks are handed to a pool at once. Cancel: only the caller's signal cancels tasks; every task gets it;
// the pool notifies its threads, and ends one that does not answer within its grace. Fail: a task's failure, rebuilt,
// is an outcome like any other. Cost: a message each way per task.
//
// It is the promises' helper; what threads add is the pool, and that a signal reaches another thread.
//
//   const outcomes = await settleAll(images.map((image) => (signal) => pool.run("shrink", image, { signal })));
//
// A failure in an outcome is the thread's own, rebuilt: its name, fields and cause are there, its class is where it is built in.

export { type SettleAllOptions, settleAll } from "@byturns/promises/settle-all";
