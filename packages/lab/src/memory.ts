// How much memory a fork may take: a machine that swaps measures nothing, and one that kills may kill the lab.
import { readFileSync } from "node:fs";
import { totalmem } from "node:os";

/** Of the memory there is, one fork may keep so much resident. */
const share = 0.5;
const lookEveryMs = 200;

/** What one fork may keep resident: half of what this machine, or this control group, has. */
export function memoryLimitBytes(): number {
  const constrained = process.constrainedMemory();
  return share * (constrained > 0 ? Math.min(constrained, totalmem()) : totalmem());
}

/**
 * Looks at a process's resident memory a few times a second, and says once when it passes a limit.
 *
 * @returns the timer; undefined where there is no limit, no process, or a system that does not tell.
 */
export function monitorMemory(
  pid: number | undefined,
  limitBytes: number | undefined,
  onPassed: () => void,
): NodeJS.Timeout | undefined {
  if (pid === undefined || limitBytes === undefined || process.platform !== "linux") return undefined;
  const timer = setInterval(() => {
    if (residentBytes(pid) <= limitBytes) return;
    clearInterval(timer);
    onPassed();
  }, lookEveryMs);
  return timer;
}

/** 0 when it is gone. */
function residentBytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return Number(kilobytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}
