// A thread that reports that it runs, and never serves.
import { workerData } from "node:worker_threads";

const cells = (workerData as { memory: Int32Array<SharedArrayBuffer> }).memory;
Atomics.add(cells, 0, 1);
Atomics.notify(cells, 0);
for (;;) Atomics.add(cells, 1, 1);
