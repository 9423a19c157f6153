// Speaks the pool's protocol without importing anything, so that a copy of it runs anywhere, and can be deleted.
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ run, task, argument, clock }) => {
  if (clock !== undefined) parentPort.postMessage({ clock, nowNs: process.hrtime.bigint() });
  else if (task === "die") process.exit(3);
  else if (task === "twice") parentPort.postMessage({ done: run, value: argument * 2 });
});
