// Keeps one core busy, to test verdicts while other work is running on the machine.
import { spawn } from "node:child_process";

/**
 * Computes, and checks its channel every 50 ms, so that it ends with the process that started it, however that one
 * ends.
 */
const script = `process.once("disconnect", () => process.exit());
(function compute() {
  const untilMs = performance.now() + 50;
  while (performance.now() < untilMs);
  setImmediate(compute);
})();`;

/** Starts a process that keeps one core busy until this is disposed. */
export function keepCoreBusy(): Disposable {
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  child.unref();
  child.channel?.unref();
  return { [Symbol.dispose]: () => void child.kill("SIGKILL") };
}
