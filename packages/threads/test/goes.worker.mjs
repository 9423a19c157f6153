// Speaks the pool's protocol without importing anything, so that a copy of it runs anywhere, and can be deleted.
import { parentPort, workerData } from "node:worker_threads";

parentPort.on("message", ({ run, clock }) => {
  if (clock !== undefined) parentPort.postMessage({ clock, nowNs: process.hrtime.bigint(), tasks: [] });
  if (run === undefined) return;
  const [id, task, argument] = run;
  // The task has begun.
  Atomics.store(workerData.claims, id % workerData.claims.length, 2);
  if (task === "die") process.exit(3);
  parentPort.postMessage({ done: [id, argument * 2] });
});
