// The operating system's counters for this process so far, all threads together.

/** Microseconds of CPU time, and context switches; `tellsSwitches` shows whether those are meaningful. */
export interface Usage {
  readonly userUs: number;
  readonly systemUs: number;
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
}

/** Available in Deno since 2.9. */
const tellsResources = typeof process.resourceUsage === "function";

/** Reads the usage so far. */
export function usage(): Usage {
  if (!tellsResources) {
    const { user, system } = process.cpuUsage();
    return { userUs: user, systemUs: system, voluntarySwitches: 0, involuntarySwitches: 0 };
  }
  const seen = process.resourceUsage();
  return {
    userUs: seen.userCPUTime,
    systemUs: seen.systemCPUTime,
    voluntarySwitches: seen.voluntaryContextSwitches,
    involuntarySwitches: seen.involuntaryContextSwitches,
  };
}

/** Whether context switches are counted here: no process reaches its first call without one. */
export function tellsSwitches(): boolean {
  const { voluntarySwitches, involuntarySwitches } = usage();
  return voluntarySwitches + involuntarySwitches > 0;
}

/** Peak resident set so far, as counted by the operating system; undefined if the runtime does not report it. */
export function peakRssBytes(): number | undefined {
  return tellsResources ? process.resourceUsage().maxRSS * 1_024 : undefined;
}
