import { readFileSync } from "node:fs";

/** Whether a process is there and not just waiting to be reaped. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
