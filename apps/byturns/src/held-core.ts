// A process that computes and does nothing else, so that what is run meanwhile has one core less.
import { spawn } from "node:child_process";

// It looks now and then whether its parent is still there, for a parent that is killed cannot stop it.
const spin =
  "const parent = process.ppid; while (process.ppid === parent) for (let i = 0; i < 1e7; i++); process.exit()";

/** Holds one core until it is disposed of. */
export function holdCore(): Disposable {
  const child = spawn(process.execPath, ["-e", spin], { stdio: "ignore" });
  return {
    [Symbol.dispose]() {
      child.kill("SIGKILL");
    },
  };
}
