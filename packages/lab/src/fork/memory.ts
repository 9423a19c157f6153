// How much memory a fork may take: a swapping machine distorts measurements, and its OOM killer may kill the lab.
import { totalmem } from "node:os";
import type { ProcessTree } from "./tree.ts";

/** The share of memory that one fork may keep resident. */
const share = 0.5;
const lookEveryMs = 200;

/**
 * The limit on resident memory of one fork and its descendants: half of what this machine, or this control group, has.
 *
 * @param totalBytes the memory of the machine.
 * @param constrainedBytes the limit of the control group; 0 if there is none.
 */
export function memoryLimitBytes(
  totalBytes = totalmem(),
  constrainedBytes = process.constrainedMemory(),
): number {
  return share * (constrainedBytes > 0 ? Math.min(constrainedBytes, totalBytes) : totalBytes);
}

/**
 * Checks a fork's processes a few times a second, and calls back once when their memory exceeds a limit.
 *
 * @returns the timer; undefined if there is no limit, no process, or no support in the system.
 */
export function monitorMemory(
  tree: Pick<ProcessTree, "look" | "residentBytes"> | undefined,
  limitBytes: number | undefined,
  onPassed: () => void,
): NodeJS.Timeout | undefined {
  if (tree === undefined || limitBytes === undefined || process.platform !== "linux") return undefined;
  const timer = setInterval(() => {
    tree.look();
    if (tree.residentBytes() <= limitBytes) return;
    clearInterval(timer);
    onPassed();
  }, lookEveryMs);
  return timer;
}
