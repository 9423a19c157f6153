// first-success on threads.
//
// Start: all tasks are handed to a pool at once, with one signal. Cancel: the signal is aborted at the first success,
// or with the caller's signal; the pool notifies its threads, and ends one that does not answer within its grace. Fail:
// with AllFailed when all tasks have failed; it holds the rebuilt failures. Cost: a message each way per task that was
// begun.
//
// It is the promises' helper; what threads add is the pool, and that a signal reaches another thread.
//
//   await firstSuccess(mirrors.map((url) => (signal) => pool.run("ask", url, { signal })));
//
// A loser that computes is ended with its thread, after the pool's grace.

export { AllFailed, type FirstSuccessOptions, firstSuccess } from "@byturns/promises/first-success";
