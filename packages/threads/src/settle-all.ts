// settle-all on threads.
//
// Start: all tasks are handed to a pool at once. Cancel: only by the caller's signal, which every task is given; the pool
// tells its threads, and ends one that does not answer within its grace. Fail: a task's failure, rebuilt, is an outcome like
// any other. Cost: a message each way a task.
//
// It is the promises' helper; what threads add is the pool, and that a signal reaches another thread.
//
//   const outcomes = await settleAll(images.map((image) => (signal) => pool.run("shrink", image, { signal })));
//
// A failure in an outcome is the thread's own, rebuilt: its name, fields and cause are there, its class is where it is built in.

export { type SettleAllOptions, settleAll } from "@byturns/promises/settle-all";
