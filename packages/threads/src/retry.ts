// retry on threads.
//
// Start: an attempt is handed to a pool of threads when the one before has failed and its delay is over. Cancel: the
// signal ends a delay, and is passed to every attempt, whose thread the pool notifies; the attempt is awaited. Fail:
// with the last failure, rebuilt. Cost: a message each way per attempt, and a timer and a listener here per delay.
//
// It is the promises' helper; what threads add is the pool, and that a signal reaches another thread.
//
//   await retry((_attempt, signal) => pool.run("shrink", image, { signal }), { delays: backOff({ retries: 3 }) });
//
// An attempt whose thread was lost fails with ThreadLost, and is made again on another thread.

export { type BackOffOptions, backOff, type RetryOptions, retry } from "@byturns/promises/retry";
