// all-or-nothing on threads.
//
// Start: all tasks are handed to a pool at once, with one signal. Cancel: the signal is aborted at the first failure,
// or with the caller's signal; the pool notifies its threads, and ends one that does not answer within its grace. Fail:
// with the first failure, rebuilt. Cost: a message each way per task that was begun.
//
// It is the promises' helper; what threads add is the pool, and that a signal reaches another thread.
//
//   const hashes = await allOrNothing(files.map((file) => (signal) => pool.run("hash", file, { signal })));
//
// What the others compute after the first failure ends with their threads, after the pool's grace.

export { type AllOrNothingOptions, allOrNothing } from "@byturns/promises/all-or-nothing";
