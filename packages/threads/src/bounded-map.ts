// bounded-map on threads.
//
// Start: as many loops as may run at once, each of which hands the pool its next item when its last one is done.
// Cancel: the signal that every task is given is aborted; the pool notifies its threads, and ends one that does not
// answer. Fail: the first failure is kept, rebuilt, and thrown when nothing runs. Cost: a message each way per task.
//
// It is the promises' helper; what threads add is the pool, and that a signal reaches another thread.
//
// Each item is handed to the pool with the signal that cancels it:
//
//   await boundedMap(images, 8, (image, _index, signal) => pool.run("shrink", image, { signal }));
//
// A limit above the number of threads keeps the threads from waiting for this one between two tasks; far above, it only
// fills the pool's line. A thread that ignores its cancellation is ended by its pool, and the map settles only then.

export { type BoundedMapOptions, boundedMap } from "@byturns/promises/bounded-map";
