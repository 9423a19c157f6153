// How much memory a fork may take: a machine that swaps measures nothing, and one that kills may kill the lab.
import { totalmem } from "node:os";
import type { ProcessTree } from "./tree.ts";

/** Of the memory there is, one fork may keep so much resident. */
const share = 0.5;
const lookEveryMs = 200;

/**
 * What one fork and its descendants may keep resident: half of what this machine, or this control group, has.
 *
 * @param totalBytes of the machine.
 * @param constrainedBytes of the control group; 0 where there is no limit.
 */
export function memoryLimitBytes(
  totalBytes = totalmem(),
  constrainedBytes = process.constrainedMemory(),
): number {
  return share * (constrainedBytes > 0 ? Math.min(constrainedBytes, totalBytes) : totalBytes);
}

/**
 * Looks a few times a second at the processes of a fork, and calls back once when their memory passes a limit.
 *
 * @returns the timer; undefined where there is no limit, no process, or a system that does not report it.
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
