// What Node's `worker/echo.js` and Bun's `eventloop-worker-pingpong.mjs` measure, written from their description: one
// worker that sends each message back, and one message under way at any time.
import { isMainThread, parentPort, Worker } from "node:worker_threads";

if (isMainThread) {
  const [count, payload] = [20_000, "hello world!"];
  const worker = new Worker(new URL(import.meta.url));
  let left = count;
  let startMs = 0;
  worker.on("message", (message) => {
    if (message === "ready") startMs = performance.now();
    else left -= 1;
    if (left > 0) worker.postMessage(payload);
    else {
      const tookMs = performance.now() - startMs;
      console.log(JSON.stringify({ us_per_rt: (tookMs * 1e3) / count }));
      console.log(`echo n=${count}: ${(count * 1e3) / tookMs}`);
      worker.terminate();
    }
  });
} else {
  parentPort.on("message", (message) => parentPort.postMessage(message));
  parentPort.postMessage("ready");
}
