// deadline on threads.
//
// Start: the task is handed to a pool at once, with a signal. Cancel: the signal is aborted when the time is up, or
// with the caller's signal; the pool notifies the thread, and ends it when it does not answer within the pool's grace.
// Fail: with DeadlineExceeded, or as the task does. Cost: a message each way, and a timer here.
//
// It is the promises' helper; what threads add is the pool, and that a signal reaches another thread.
//
//   await deadline((signal) => pool.run("shrink", image, { signal }), 5_000);
//
// Nothing of the task runs after this settles, even if it computes and ignores its signal: its thread is then ended.

export { DeadlineExceeded, type DeadlineOptions, deadline } from "@byturns/promises/deadline";
