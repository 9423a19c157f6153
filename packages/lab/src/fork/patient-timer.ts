// A timer for a limit on another process, which does not take the delay of its own process for that of the other.
//
// A lab that was stopped, or starved by other load, finds its timers due before it reads what came meanwhile, be it the end of
// the process that the timer limits.

/** Later than this, in milliseconds, the process of the timer itself did not run. */
const stallMs = 250;
/** How often a stall begins the time anew: a machine that is always late would never reach a limit. */
const maxStalls = 8;

/**
 * Calls `act` after `ms` milliseconds, and after everything that had come by then was read. Begins anew if this process did not
 * run when it was due. Disposing of it cancels it.
 */
export function patientTimer(ms: number, act: () => void): Disposable {
  let timer: NodeJS.Timeout;
  let last: NodeJS.Immediate | undefined;
  let stalls = 0;
  const start = () => {
    const dueMs = performance.now() + ms;
    timer = setTimeout(() => {
      const isLate = performance.now() - dueMs > stallMs;
      if (isLate && stalls < maxStalls) {
        stalls += 1;
        start();
      } else last = setImmediate(act);
    }, ms);
  };
  start();
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      clearImmediate(last);
    },
  };
}
