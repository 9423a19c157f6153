// Keeps one core busy: what verdicts are worth while somebody else computes.
import { spawn } from "node:child_process";

/** Computes, and looks at its channel every 50 ms: it ends with the process that started it, however that one ends. */
const script = `process.once("disconnect", () => process.exit());
(function compute() {
  const untilMs = performance.now() + 50;
  while (performance.now() < untilMs);
  setImmediate(compute);
})();`;

/** Starts a process that computes on one core until this is disposed. */
export function keepCoreBusy(): Disposable {
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  child.unref();
  child.channel?.unref();
  return { [Symbol.dispose]: () => void child.kill("SIGKILL") };
}
